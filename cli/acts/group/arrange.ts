import { z } from 'zod';
import { arrangeGroup } from '../../../contract/arranging.ts';
import { EmailAddress } from '../../../contract/common.ts';
import { getCourse } from '../../../contract/courses.ts';
import { listRoster } from '../../../contract/roster.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
import { course, personOf, set } from '../inputs.ts';

const { reason } = arrangeGroup.body.shape;

export const groupArrange = defineAct({
  words: 'group arrange',
  about: 'put students into one group, or each alone, with a reason that they read',
  scope: 'groups',
  operations: [getCourse, listRoster, arrangeGroup],
  args: ['course', 'set'],
  input: z.object({
    course,
    set,
    student: z.array(EmailAddress).min(1).describe('e-mail address, once for each'),
    apart: z.boolean().optional().describe('each out of their group, alone, with a copy of the draft'),
    reason: reason.describe('they read it, and it is in the audit log'),
  }),
  async run(server, { course: slug, set: assignment, student, apart = false, reason: why }) {
    if (!apart && student.length < 2) throw new UsageError('say --student for each of them, or --apart');
    const { timeZone } = await server.call(getCourse, { params: { course: slug } });
    const roster = await server.call(listRoster, { params: { course: slug } });
    const people = student.map((address) => personOf(roster, address));
    const arrangement = apart ? ('apart' as const) : ('together' as const);
    const body = { userIds: people.map(({ id }) => id), arrangement, reason: why };
    const params = { course: slug, assignment };
    const { changes, groups } = await server.call(arrangeGroup, { params, body: { ...body, preview: true } });
    const seen = groups
      .map(({ members }) => members.map(({ id }) => id))
      .filter((members) => members.some((id) => body.userIds.includes(id)));
    const names = people.map(({ name }) => name).join(', ');
    return {
      value: { ...body, changes },
      lines: [
        apart ? `~ each alone: ${names}` : `~ one group: ${names}`,
        ...(changes && changes.length > 0 ? effectLines({ changes }, timeZone) : []),
      ],
      apply: async () => ({
        value: await server.call(arrangeGroup, { params, body: { ...body, seen } }),
        lines: ['Done.'],
      }),
    };
  },
});
