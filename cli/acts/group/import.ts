import { z } from 'zod';
import { importGroups } from '../../../contract/arranging.ts';
import { getCourse } from '../../../contract/courses.ts';
import { UsageError } from '../../exit.ts';
import { defineAct } from '../act.ts';
import { effectLines } from '../effects.ts';
import { bytesOf, course, csv, set } from '../inputs.ts';

const { reason } = importGroups.body.shape;

export const groupImport = defineAct({
  words: 'group import',
  about: 'make groups from a CSV with the columns group and email; with a bad line nothing is changed',
  scope: 'groups',
  operations: [getCourse, importGroups],
  args: ['course', 'set', 'csv'],
  input: z.object({
    course,
    set,
    csv: csv.describe('one line a student; who is not in it stays where they are'),
    reason: reason.describe('those who move read it, and it is in the audit log'),
  }),
  async run(server, { course: slug, set: assignment, csv: file, reason: why }) {
    const params = { course: slug, assignment };
    const text = new TextDecoder().decode(await bytesOf(file));
    const { timeZone } = await server.call(getCourse, { params: { course: slug } });
    const send = (how: { preview: true } | { confirm: string }) =>
      server.call(importGroups, { params, body: { csv: text, reason: why, ...how } });
    const plan = await send({ preview: true });
    const changes = plan.changes ?? [];
    const changed = plan.groups.filter((group) => group.changed);
    return {
      value: plan,
      lines: [
        ...plan.problems.map(({ line, message }) => `! line ${line}: ${message}`),
        ...changed.map(({ name, members }) => `~ ${name}: ${members.map((each) => each.name).join(', ')}`),
        `${changed.length} to change, ${plan.groups.length - changed.length} already so, ${plan.problems.length} bad`,
        ...(changes.length > 0 ? effectLines({ changes }, timeZone) : []),
      ],
      apply:
        plan.problems.length > 0 || changed.length === 0
          ? null
          : async () => {
              const made = await send({ confirm: plan.digest });
              // Somebody may have left the course since.
              if (!made.applied) throw new UsageError('the course has changed since: nothing was changed');
              return { value: made, lines: ['Done.'] };
            },
    };
  },
});
