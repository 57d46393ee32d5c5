import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { listScoreImports, undoScoreImport } from '../../../contract/scoreImports.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';
import { importLine } from './found.ts';

export const gradesUndoImport = defineAct({
  words: 'grades undo-import',
  about: 'put back the grades that there were before an import, those that were decided anew since aside',
  scope: 'scores',
  operations: [getCourse, listScoreImports, undoScoreImport],
  args: ['course', 'import'],
  input: z.object({ course, import: z.uuid().describe('id of the import, from “grades imports”') }),
  async run(server, { course: slug, import: importId }) {
    const params = { course: slug };
    const { timeZone } = await server.call(getCourse, { params });
    const { imports } = await server.call(listScoreImports, { params });
    const found = imports.find(({ id }) => id === importId);
    if (!found) throw new UsageError(`there is no import ${importId}`);
    return {
      value: found,
      lines: [`- ${importLine(found, timeZone)}`],
      apply: async () => {
        const done = await server.call(undoScoreImport, { params: { ...params, importId } });
        return {
          value: done,
          lines: [`${done.undone} put back, ${done.left} left as they were decided since.`],
        };
      },
    };
  },
});
