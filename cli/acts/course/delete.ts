import { z } from 'zod';
import { deleteAnyCourse, deleteCourse, listAllCourses } from '../../../contract/courseFiles.ts';
import { getCourse } from '../../../contract/courses.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';

export const courseDelete = defineAct({
  words: 'course delete',
  about: 'delete a course with all that is in it, for ever',
  scope: 'terms',
  operations: [getCourse, listAllCourses, deleteCourse, deleteAnyCourse],
  args: ['course'],
  input: z.object({
    course,
    confirm: z.string().optional().describe('its id once more: without it nothing is deleted'),
    any: z.boolean().optional().describe('one that you are not in; for administrators'),
  }),
  more: 'Export it first: stepwise course export <course>',
  async run(server, { course: slug, confirm, any = false }) {
    const params = { course: slug };
    const found = any
      ? (await server.call(listAllCourses)).courses.find((each) => each.slug === slug)
      : await server.call(getCourse, { params });
    if (!found) throw new UsageError(`there is no course ${slug}`);
    const confirmation = confirm ?? '';
    const { code, title, term } = found;
    return {
      value: { slug, code, title, term },
      lines: [
        `- ${server.origin}/c/${slug}: ${code}, ${title}, ${term}, with its sets, submissions and grades, for ever`,
        ...(confirm === slug ? [] : [`Say that you mean it: --confirm ${slug}`]),
      ],
      apply: async () => ({
        value: any
          ? await server.call(deleteAnyCourse, { body: { course: slug, confirmation } })
          : await server.call(deleteCourse, { params, body: { confirmation } }),
        lines: ['Deleted.'],
      }),
    };
  },
});
