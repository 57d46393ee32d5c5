import { z } from 'zod';
import { getCourse } from '../../../contract/courses.ts';
import { grantExtension } from '../../../contract/extensions.ts';
import type { Target } from '../../../contract/extensions.ts';
import { listGroups } from '../../../contract/arranging.ts';
import { CourseClock } from '../../../contract/policies.ts';
import type { ExtendedWindow } from '../../../contract/policy.ts';
import { listRoster } from '../../../contract/roster.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import type { Asked } from '../act.ts';
import { effectLines } from '../effects.ts';
import { course, email, personOf, set } from '../inputs.ts';

const time = (what: string) =>
  CourseClock.optional().describe(`${what}, by the course’s clock: 2026-12-06 14:30`);

const taken = z.object({
  course,
  set,
  student: email.optional().describe('for one student: their address'),
  group: email.optional().describe('for a group: the address of one of them'),
  section: z.string().min(1).optional().describe('for a section: its name'),
  until: time('due later'),
  opens: time('seen earlier'),
  window: z
    .string()
    .regex(/^(open|\d+[hd])$/, 'hours or days, such as 48h or 3d, or open')
    .optional()
    .describe('late work taken for so long after their due time: 48h, 3d, or open until grades are out'),
  closes: time('taken longer, whatever the set says'),
  releases: time('grades later than for others'),
  reason: grantExtension.body.shape.reason.describe('why: those whom it is for read it'),
});

export const extensionGrant = defineAct({
  words: 'extension grant',
  about: 'give a student, a group or a section other times for a set',
  scope: 'dates',
  operations: [getCourse, listRoster, listGroups, grantExtension],
  args: ['course', 'set'],
  input: taken,
  async run(server, input) {
    const { timeZone } = await server.call(getCourse, { params: { course: input.course } });
    const params = { course: input.course, assignment: input.set };
    const { until, opens, closes, releases, reason } = input;
    const window = windowOf(input.window);
    const body = { target: await targetOf(server, input), until, opens, window, closes, releases, reason };
    const seen = await server.call(grantExtension, { params, body: { ...body, preview: true } });
    return {
      value: { target: body.target, changes: seen.changes },
      lines: effectLines(seen, timeZone),
      apply: async () => ({
        value: await server.call(grantExtension, { params, body }),
        lines: ['Granted.'],
      }),
    };
  },
});

function windowOf(said: string | undefined): ExtendedWindow {
  if (said === undefined) return null;
  if (said === 'open') return said;
  const count = Number.parseInt(said, 10);
  return said.endsWith('h') ? { hours: count } : { days: count };
}

type Needed = typeof listRoster | typeof listGroups;

/** @throws UsageError unless exactly one is named, and there */
async function targetOf(server: Asked<Needed>, input: z.output<typeof taken>): Promise<Target> {
  const { student, group, section } = input;
  if ([student, group, section].filter((each) => each !== undefined).length !== 1)
    throw new UsageError('say whom it is for: --student, --group or --section');
  if (section !== undefined) return { kind: 'section', section };
  const roster = await server.call(listRoster, { params: { course: input.course } });
  const person = personOf(roster, (student ?? group)!);
  if (student !== undefined) return { kind: 'student', userId: person.id };
  const params = { course: input.course, assignment: input.set };
  const { groups } = await server.call(listGroups, { params });
  const theirs = groups.find(({ members }) => members.some(({ id }) => id === person.id));
  if (!theirs) throw new UsageError(`${group} is in no group with others: use --student`);
  return { kind: 'group', groupId: theirs.id };
}
