import { z } from 'zod';
import { exportCourse } from '../../../contract/courseFiles.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';

export const courseExport = defineAct({
  words: 'course export',
  about: 'all of a course as a zip: sets, submissions, grades, and every row to bring it back',
  scope: 'courses',
  operations: [exportCourse],
  args: ['course'],
  input: z.object({ course }),
  run: async (server, { course: slug }) => ({
    response: await server.send(exportCourse, { params: { course: slug } }),
    name: `${slug}.zip`,
  }),
});
