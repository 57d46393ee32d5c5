import { z } from 'zod';
import { listAssignments } from '../../../contract/assignments.ts';
import { getCourse } from '../../../contract/courses.ts';
import { defineAct } from '../act.ts';
import { clock, course } from '../inputs.ts';

export const setList = defineAct({
  words: 'set list',
  about: 'the sets of a course: due when, and whether students see them',
  scope: 'states',
  operations: [getCourse, listAssignments],
  args: ['course'],
  input: z.object({ course }),
  async run(server, { course: slug }) {
    const params = { course: slug };
    const { timeZone } = await server.call(getCourse, { params });
    const { assignments } = await server.call(listAssignments, { params });
    return {
      value: assignments,
      lines: assignments.map(
        ({ slug: id, title, dueAt, state, version }) =>
          `${id}: ${title}, version ${version}, due ${clock(dueAt, timeZone)}, ${state}`,
      ),
    };
  },
});
