import { z } from 'zod';
import { listRoster } from '../../../contract/roster.ts';
import { defineAct } from '../act.ts';
import { course } from '../inputs.ts';

export const personList = defineAct({
  words: 'person list',
  about: 'the people of a course, and who is invited',
  scope: 'people',
  operations: [listRoster],
  args: ['course'],
  input: z.object({ course }),
  async run(server, { course: slug }) {
    const roster = await server.call(listRoster, { params: { course: slug } });
    const line = (each: { email: string; name: string; role: string; section: string; studentId: string }) =>
      [each.email, each.name, each.role, each.section, each.studentId]
        .filter((word) => word !== '')
        .join(', ');
    return {
      value: roster,
      lines: [
        ...roster.people.map((each) => `${line(each)}${each.leftAt === null ? '' : ' (has left)'}`),
        ...roster.invited.map((each) => `${line(each)} (invited)`),
      ],
    };
  },
});
