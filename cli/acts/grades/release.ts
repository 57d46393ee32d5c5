import { z } from 'zod';
import { releaseGrades } from '../../../contract/gradebook.ts';
import { getHealth } from '../../../contract/health.ts';
import { CourseClock, decideSetPolicy } from '../../../contract/policies.ts';
import { defineAct } from '../act.ts';
import { unsubmittedLines, effectLines } from '../effects.ts';
import { clock, course, set } from '../inputs.ts';
import { holdBack, STATE_OPERATIONS, stateOf } from './state.ts';

export const gradesRelease = defineAct({
  words: 'grades release',
  about:
    'show the grades of a set, or of a question that was held back, to its students, now or at a time to come',
  scope: 'dates',
  operations: [...STATE_OPERATIONS, getHealth, releaseGrades, decideSetPolicy],
  args: ['course', 'set'],
  input: z.object({
    course,
    set,
    question: z.string().optional().describe('one question alone'),
    at: CourseClock.optional().describe('not now but then, by the course’s clock: 2026-12-06 14:30'),
  }),
  async run(server, { course: slug, set: assignment, question, at }) {
    const params = { course: slug, assignment };
    const state = await stateOf(server, params, question);
    const { timeZone, view, seen, questions, lastDueAt } = state;
    const about = questions.filter(({ id }) => question === undefined || id === question);
    const when = at ?? 'now';
    const due = clock(lastDueAt, timeZone);
    // Both by the course's clock; what time it is the server says.
    const then = at?.replace('T', ' ') ?? clock((await server.call(getHealth)).serverTime, timeZone);
    const locks = question === undefined && then < due;
    const send = (preview: boolean) =>
      question === undefined
        ? server.call(releaseGrades, { params, body: { released: true, at, preview, seen } })
        : holdBack(server, params, state, { question, at, preview });
    const looked = await send(true);
    const { changes } = looked;
    const unsubmitted = 'unsubmitted' in looked ? (looked.unsubmitted ?? []) : [];
    return {
      value: {
        question: question ?? null,
        at: at ?? null,
        lastDueAt,
        questions: about,
        changes,
        unsubmitted,
      },
      lines: [
        ...about.map(({ id, graded, answers }) => `  ${id}: ${graded} of ${answers} graded`),
        ...(question !== undefined && view.releasesAt === null
          ? ['The grades of the set are not released yet.']
          : []),
        ...(locks
          ? [`Somebody has time until ${due}: once grades are out, nobody can hand in any more.`]
          : []),
        `Grades come out: ${when}`,
        ...effectLines({ changes: changes ?? [] }, timeZone),
        ...unsubmittedLines(unsubmitted),
      ],
      apply: async () => ({ value: await send(false), lines: ['Done.'] }),
    };
  },
});
