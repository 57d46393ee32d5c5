import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { changeEnrolment, listRoster } from '../../../contract/roster.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
import { course, email, personOf } from '../inputs.ts';

const { role, section, studentId } = changeEnrolment.body.shape;

export const personChange = defineAct({
  words: 'person change',
  about: 'change a person’s role, section or student ID, take them out of the course or bring them back',
  scope: 'people',
  operations: [getCourse, listRoster, changeEnrolment],
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
    const of = (when: 'before' | 'after') =>
      Object.fromEntries(changes.map((change) => [change.field, change[when]]));
    const body = { ...of('after'), seen: of('before') };
    if (changes.length === 0)
      return {
        value: { person: address, changes },
        lines: [`${address} is as you say already.`],
        apply: null,
      };
    const ofPerson = { ...params, userId: person.id };
    const { timeZone } = await server.call(getCourse, { params });
    const seen = await server.call(changeEnrolment, { params: ofPerson, body: { ...body, preview: true } });
    const times = seen.changes ?? [];
    return {
      value: { person: address, changes, times },
      lines: [
        ...changes.map((each) => `~ ${address}: ${each.field} ${said(each.before)} → ${said(each.after)}`),
        // Of a section that has more time.
        ...(times.length === 0 ? [] : effectLines({ changes: times }, timeZone)),
      ],
      apply: async () => ({
        value: await server.call(changeEnrolment, { params: ofPerson, body }),
        lines: ['Done.'],
      }),
    };
  },
});

const said = (value: string | boolean): string =>
  value === true ? 'yes' : value === false ? 'no' : value || 'none';
