import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { archiveCourse } from '../../../contract/setup.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';

export const courseArchive = defineAct({
  words: 'course archive',
  about: 'archive a course, after which nothing in it changes, or open it again',
  scope: 'terms',
  operations: [getCourse, archiveCourse],
  args: ['course'],
  input: z.object({ course, reopen: z.boolean().optional().describe('open it again') }),
  async run(server, { course: slug, reopen = false }) {
    const params = { course: slug };
    const { code, title, term } = await server.call(getCourse, { params });
    const body = { archived: !reopen };
    return {
      value: body,
      lines: [
        `${code}, ${title}, ${term}: ${reopen ? 'is opened again' : 'is archived; everything can be read, and nothing changes'}`,
      ],
      apply: async () => ({ value: await server.call(archiveCourse, { params, body }), lines: ['Done.'] }),
    };
  },
});
