import type { Tx } from '../../database/prisma.ts';
import { loadDueTimes } from '../../middleware/dueTimes.ts';
import type { SetWithDates } from '../../middleware/dueTimes.ts';
import { heldBackIn } from '../policies/heldBack.ts';
import { countingByStudent } from './scoreChanges.ts';

/**
 * What each student reads of their own once the grades of a set are out for them: the titles of the questions that are graded, or
 * that tests under way grade by themselves; none where that is all that is not held back. Whoever would read nothing is not here:
 * they are told of each grade when it is given, see `tellOfChangedGrades.ts`.
 */
export async function gradesToRead(tx: Tx, set: SetWithDates, now: Date): Promise<Map<string, string[]>> {
  const dueTimes = await loadDueTimes(tx, [set], []);
  const heldBack = heldBackIn({ policy: dueTimes.policyOf(set) }, now);
  const students = [...(await countingByStudent(tx, set.id))];
  return new Map(
    students.flatMap(([userId, { scores }]): [string, string[]][] => {
      const shown = scores.filter(({ question }) => !heldBack.includes(question.id));
      const graded = shown.filter(({ score, state }) => score !== null || state === 'grading');
      if (graded.length === 0) return [];
      return [[userId, graded.length === shown.length ? [] : graded.map(({ question }) => question.title)]];
    }),
  );
}
