import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { describeCourse } from '../../../contract/setup.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
import { course } from '../inputs.ts';

const { code, title, term, timeZone } = describeCourse.body.shape;

export const courseChange = defineAct({
  words: 'course change',
  about: 'change code, title, term or time zone of a course; says first whom another time zone changes',
  scope: 'terms',
  operations: [getCourse, describeCourse],
  args: ['course'],
  input: z.object({
    course,
    code: code.optional().describe('such as "CS 7150"'),
    title: title.optional().describe('such as "Deep Learning"'),
    term: term.optional().describe('such as "Spring 2027"'),
    timeZone: timeZone.optional().describe('such as America/New_York; no due time moves'),
  }),
  async run(server, { course: slug, ...wish }) {
    const params = { course: slug };
    const {
      code: codeNow,
      title: titleNow,
      term: termNow,
      timeZone: zoneNow,
    } = await server.call(getCourse, {
      params,
    });
    const seen = { code: codeNow, title: titleNow, term: termNow, timeZone: zoneNow };
    const said = Object.entries(wish).filter(([, words]) => words !== undefined);
    if (said.length === 0)
      throw new UsageError('say what is to be other: --code, --title, --term or --time-zone');
    const body = { ...seen, ...Object.fromEntries(said), seen };
    const shown = await server.call(describeCourse, { params, body: { ...body, preview: true } });
    return {
      value: shown,
      lines: [
        ...said.map(([field, words]) => `${field}: ${seen[field as keyof typeof seen]} → ${words}`),
        ...effectLines(shown, zoneNow),
      ],
      apply: async () => ({ value: await server.call(describeCourse, { params, body }), lines: ['Done.'] }),
    };
  },
});
