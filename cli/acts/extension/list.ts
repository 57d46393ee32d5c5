import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { listExtensions } from '../../../contract/extensions.ts';
import { defineAct } from '../act.ts';
import { clock, course, set } from '../inputs.ts';

export const extensionList = defineAct({
  words: 'extension list',
  about: 'who has more time for a set, until when and why',
  scope: 'dates',
  operations: [getCourse, listExtensions],
  args: ['course', 'set'],
  input: z.object({ course, set }),
  async run(server, input) {
    const { timeZone } = await server.call(getCourse, { params: { course: input.course } });
    const params = { course: input.course, assignment: input.set };
    const found = await server.call(listExtensions, { params });
    return {
      value: found,
      lines: [
        `due ${clock(found.dueAt, timeZone)} for everybody else`,
        ...found.extensions.map(
          ({ id, name, dueAt, reason }) => `${id} ${name}: ${clock(dueAt, timeZone)}. ${reason}`,
        ),
      ],
    };
  },
});
