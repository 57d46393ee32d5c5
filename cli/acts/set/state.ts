import { z } from 'zod';
import { changeSetState, getAssignment } from '../../../contract/assignments.ts';
import { getCourse } from '../../../contract/courses.ts';
import { defineAct } from '../act.ts';
import { unsubmittedLines, effectLines } from '../effects.ts';
import { clock, course, set } from '../inputs.ts';

const { state } = changeSetState.body.shape;

export const setState = defineAct({
  words: 'set state',
  about: 'open a set, as those of a copied course want to be, take it back, or archive it',
  scope: 'states',
  operations: [getCourse, getAssignment, changeSetState],
  args: ['course', 'set'],
  input: z.object({
    course,
    set,
    to: state.describe(
      'open: students work in it; hidden: seen by those alone who handed in; archived: read by all',
    ),
  }),
  async run(server, { course: slug, set: assignment, to }) {
    const params = { course: slug, assignment };
    const { timeZone } = await server.call(getCourse, { params: { course: slug } });
    const { title, state: before, dueAt, rule } = await server.call(getAssignment, { params });
    const times = [
      ...(rule.opensAt === null ? [] : [`opens ${clock(rule.opensAt, timeZone)}`]),
      `due ${clock(dueAt, timeZone)}`,
    ];
    const send = (preview: boolean) =>
      server.call(changeSetState, { params, body: { state: to, preview, seen: before } });
    const looked = before === to ? null : await send(true);
    const [changes, unsubmitted] = [looked?.changes ?? [], looked?.unsubmitted ?? []];
    return {
      value: { before, after: to, changes, unsubmitted },
      lines: [
        `${before === to ? ' ' : '~'} ${title}: ${before} → ${to}; ${times.join(', ')}`,
        ...(changes.length > 0 ? effectLines({ changes }, timeZone) : []),
        ...unsubmittedLines(unsubmitted),
      ],
      apply: before === to ? null : async () => ({ value: await send(false), lines: ['Done.'] }),
    };
  },
});
