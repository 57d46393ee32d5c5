import { z } from 'zod';
import { listAssignments } from '../../../contract/assignments.ts';
import { getCourse } from '../../../contract/courses.ts';
import { copyCourse } from '../../../contract/setup.ts';
import { shiftDays } from '../../../grader/wallClock.ts';
import { defineAct } from '../act.ts';
import { clock, course } from '../inputs.ts';

const { code, title, term } = copyCourse.body.shape;

export const courseCopy = defineAct({
  words: 'course copy',
  about: 'a new term: the sets, rubrics and policies of a course, without its people',
  scope: 'terms',
  operations: [getCourse, listAssignments, copyCourse],
  args: ['course', 'copy'],
  input: z.object({
    course,
    copy: course.describe('id of the new course'),
    term: term.describe('such as "Spring 2027"'),
    shiftDays: z.coerce
      .number()
      .pipe(copyCourse.body.shape.shiftDays)
      .describe('days by which every time is moved; the hour on the clock stays'),
    code: code.optional().describe('as before when absent'),
    title: title.optional().describe('as before when absent'),
  }),
  async run(server, { course: from, copy, shiftDays: days, ...words }) {
    const params = { course: from };
    const { role: _, ...old } = await server.call(getCourse, { params });
    const { assignments } = await server.call(listAssignments, { params });
    const { timeZone } = old;
    const body = {
      slug: copy,
      code: words.code ?? old.code,
      title: words.title ?? old.title,
      term: words.term,
      timeZone,
      shiftDays: days,
    };
    const sets = assignments.map(({ slug, dueAt }) => ({
      slug,
      dueAt: shiftDays(new Date(dueAt), days, timeZone).toISOString(),
    }));
    return {
      value: { ...body, sets },
      lines: [
        `+ ${server.origin}/c/${copy}: ${body.code}, ${body.title}, ${body.term}; ${timeZone}`,
        ...sets.map(({ slug, dueAt }) => `  ${slug}: due ${clock(dueAt, timeZone)}`),
        'Nobody is in it but you, and students see a set when you open it.',
      ],
      apply: async () => {
        const made = await server.call(copyCourse, { params, body });
        return { value: made, lines: [`Done: ${server.origin}/c/${made.slug}`] };
      },
    };
  },
});
