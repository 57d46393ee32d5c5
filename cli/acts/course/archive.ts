import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { archiveCourse } from '../../../contract/setup.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
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
    const { code, title, term, timeZone } = await server.call(getCourse, { params });
    const send = (preview: boolean) =>
      server.call(archiveCourse, { params, body: { archived: !reopen, preview } });
    const { archived, changes } = await send(true);
    return {
      value: { archived, changes },
      lines: [
        `${code}, ${title}, ${term}: ${reopen ? 'is opened again' : 'is archived; everything can be read, and nothing changes'}`,
        ...(changes && changes.length > 0 ? effectLines({ changes }, timeZone) : []),
      ],
      apply: async () => ({ value: await send(false), lines: ['Done.'] }),
    };
  },
});
