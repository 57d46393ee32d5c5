import { z } from 'zod';
import { releaseGrades } from '../../../contract/gradebook.ts';
import { decideSetPolicy } from '../../../contract/policies.ts';
import { defineAct } from '../act.ts';
import { unsubmittedLines, effectLines } from '../effects.ts';
import { clock, course, set } from '../inputs.ts';
import { holdBack, STATE_OPERATIONS, stateOf } from './state.ts';

export const gradesTakeBack = defineAct({
  words: 'grades take-back',
  about: 'hide the grades of a set, or of one of its questions, from its students again',
  scope: 'dates',
  operations: [...STATE_OPERATIONS, releaseGrades, decideSetPolicy],
  args: ['course', 'set'],
  input: z.object({ course, set, question: z.string().optional().describe('one question alone') }),
  async run(server, { course: slug, set: assignment, question }) {
    const params = { course: slug, assignment };
    const state = await stateOf(server, params, question);
    const { seen, view } = state;
    const { releasesAt } = view;
    const send = (preview: boolean) =>
      question === undefined
        ? server.call(releaseGrades, { params, body: { released: false, preview, seen } })
        : holdBack(server, params, state, { question, at: null, preview });
    const looked = await send(true);
    const { changes } = looked;
    const unsubmitted = 'unsubmitted' in looked ? (looked.unsubmitted ?? []) : [];
    return {
      value: { question: question ?? null, releasesAt, changes, unsubmitted },
      lines: [
        `Grades of ${question ?? 'the set'} are hidden; those of the set: ${
          releasesAt === null ? 'not released' : clock(releasesAt, state.timeZone)
        }`,
        ...effectLines({ changes: changes ?? [] }, state.timeZone),
        ...unsubmittedLines(unsubmitted),
      ],
      apply: async () => ({ value: await send(false), lines: ['Done.'] }),
    };
  },
});
