import { z } from 'zod';
import { addPerson, listRoster } from '../../../contract/roster.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { course, email } from '../inputs.ts';

const { name, role, section, studentId } = addPerson.body.shape;

export const personAdd = defineAct({
  words: 'person add',
  about: 'invite one person to a course',
  scope: 'people',
  operations: [listRoster, addPerson],
  args: ['course', 'email'],
  input: z.object({
    course,
    email,
    name: name.describe('as they are called'),
    role: role.describe('what they are there'),
    section: section.describe('such as 001'),
    studentId: studentId.describe('the registrar’s number'),
  }),
  async run(server, { course: slug, ...person }) {
    const params = { course: slug };
    const { people, invited } = await server.call(listRoster, { params });
    if ([...people, ...invited].some((each) => each.email === person.email))
      throw new UsageError(`${person.email} is in the course or invited already`);
    const words = [person.name, person.email, person.role, person.section, person.studentId];
    return {
      value: person,
      lines: [`+ ${words.filter((word) => word).join(', ')}`],
      apply: async () => ({
        value: await server.call(addPerson, { params, body: person }),
        lines: ['Invited. Their link is in the course under People, and in a mail where mail is sent.'],
      }),
    };
  },
});
