import { z } from 'zod';
import { createCourse } from '../../../contract/setup.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';

const { code, title, term, timeZone } = createCourse.body.shape;

export const courseCreate = defineAct({
  words: 'course create',
  about: 'a new course with you as its instructor; for administrators',
  scope: 'terms',
  operations: [createCourse],
  args: ['course'],
  input: z.object({
    course,
    code: code.describe('such as "CS 7150"'),
    title: title.describe('such as "Deep Learning"'),
    term: term.describe('such as "Spring 2027"'),
    timeZone: timeZone.describe('such as America/New_York'),
  }),
  async run(server, { course: slug, ...words }) {
    const body = { slug, ...words };
    return {
      value: body,
      lines: [
        `+ ${server.origin}/c/${slug}: ${words.code}, ${words.title}, ${words.term}; ${words.timeZone}`,
      ],
      apply: async () => {
        const made = await server.call(createCourse, { body });
        return { value: made, lines: [`Done: ${server.origin}/c/${made.slug}`] };
      },
    };
  },
});
