import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { listScoreImports } from '../../../contract/scoreImports.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';
import { importLine } from './found.ts';

export const gradesImports = defineAct({
  words: 'grades imports',
  about: 'the files of scores that were imported, the last first',
  scope: 'scores',
  operations: [getCourse, listScoreImports],
  args: ['course'],
  input: z.object({ course }),
  async run(server, { course: slug }) {
    const params = { course: slug };
    const { timeZone } = await server.call(getCourse, { params });
    const { imports } = await server.call(listScoreImports, { params });
    return { value: imports, lines: imports.map((each) => importLine(each, timeZone)) };
  },
});
