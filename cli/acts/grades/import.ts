import { z } from 'zod';
import { importScores } from '../../../contract/scoreImports.ts';
import { planLines } from '../../scores.ts';
import { defineAct } from '../act.ts';
import { bytesOf, course, csv, set } from '../inputs.ts';

export const gradesImport = defineAct({
  words: 'grades import',
  about: 'scores from a CSV that was exported here, or of Canvas, Gradescope or nbgrader',
  scope: 'scores',
  operations: [importScores],
  args: ['course', 'csv'],
  input: z.object({
    course,
    csv: csv.describe('a blank cell changes nothing'),
    set: set.optional().describe('that a file of Gradescope is of; found by its questions when absent'),
  }),
  async run(server, { course: slug, csv: file, set: assignment }) {
    const params = { course: slug };
    const body = await bytesOf(file);
    const plan = await server.call(importScores, { params, query: { assignment }, body });
    return {
      value: plan,
      lines: planLines(plan),
      apply: plan.sets.every(({ changes }) => changes.length === 0)
        ? null
        : async () => {
            const query = { assignment, confirm: plan.digest };
            const made = await server.call(importScores, { params, query, body });
            return {
              value: made,
              lines: [`Done. Back: stepwise grades undo-import ${slug} ${made.importId ?? ''}`],
            };
          },
    };
  },
});
