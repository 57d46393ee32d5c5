import { z } from 'zod';
import { changeEnrolment, listRoster } from '../../../contract/roster.ts';
import { defineAct } from '../act.ts';
import { course, email, personOf } from '../inputs.ts';

const { role, section, studentId } = changeEnrolment.body.shape;

export const personChange = defineAct({
  words: 'person change',
  about: 'change a person’s role, section or student ID, take them out of the course or bring them back',
  scope: 'people',
  operations: [listRoster, changeEnrolment],
  args: ['course', 'email'],
  input: z.object({
    course,
    email,
    role: role.describe('what they are from now on'),
    section: section.describe('such as 001; empty for none'),
    studentId: studentId.describe('the registrar’s number; empty for none'),
    active: z
      .enum(['yes', 'no'])
      .optional()
      .describe('no: they reach the course no more, and everything that they did stays'),
  }),
  async run(server, { course: slug, email: address, active, ...wished }) {
    const params = { course: slug };
    const person = personOf(await server.call(listRoster, { params }), address);
    const before = { ...person, active: person.leftAt === null };
    const wish = { ...wished, active: active && active === 'yes' };
    const changes = (['role', 'section', 'studentId', 'active'] as const)
      .filter((field) => wish[field] !== undefined && wish[field] !== before[field])
      .map((field) => ({ field, before: before[field], after: wish[field]! }));
    const body = Object.fromEntries(changes.map(({ field, after }) => [field, after]));
    return {
      value: { person: address, changes },
      lines:
        changes.length === 0
          ? [`${address} is as you say already.`]
          : changes.map((each) => `~ ${address}: ${each.field} ${said(each.before)} → ${said(each.after)}`),
      apply:
        changes.length === 0
          ? null
          : async () => ({
              value: await server.call(changeEnrolment, { params: { ...params, userId: person.id }, body }),
              lines: ['Done.'],
            }),
    };
  },
});

const said = (value: string | boolean): string =>
  value === true ? 'yes' : value === false ? 'no' : value || 'none';
