import type { SetStanding, StudentChange } from '../../../../contract/effects.ts';

/** Whether grades of work that was handed in come out. */
const isShown = (before: SetStanding, after: SetStanding): boolean =>
  after.late !== null && !before.released && after.released;

/** Whether grades would come out, and nobody of those who handed in would see a score. */
export function showsNothing(changes: readonly StudentChange[]): boolean {
  const shown = changes.flatMap(({ sets }) => sets.filter(({ before, after }) => isShown(before, after)));
  return shown.length > 0 && shown.every(({ after }) => after.score === null);
}

/** "Changes 14 students, 9 no longer late, 5 gain points". */
export function effectSummary(changes: readonly StudentChange[]): string {
  const count = (is: (before: SetStanding, after: SetStanding) => boolean): number =>
    changes.filter(({ sets }) => sets.some(({ before, after }) => is(before, after))).length;
  const parts: [number, string][] = [
    [count((before, after) => before.late === true && after.late === false), 'no longer late'],
    [count((before, after) => before.late === false && after.late === true), 'late from then on'],
    [count((before, after) => isShown(before, after) && after.score !== null), 'see their grades'],
    [count((before, after) => isShown(before, after) && after.score === null), 'without a score yet'],
    [
      count((before, after) => after.late !== null && before.released && !after.released),
      'no longer see their grades',
    ],
    [count((before, after) => (before.score ?? Infinity) < (after.score ?? -Infinity)), 'gain points'],
    [count((before, after) => (before.score ?? -Infinity) > (after.score ?? Infinity)), 'lose points'],
    [count((before, after) => before.score === null && after.score !== null), 'get a score'],
    [count((before, after) => before.score !== null && after.score === null), 'without a score from then on'],
  ];
  const students = changes.length === 1 ? 'student' : 'students';
  const facts = parts.flatMap(([number, words]) => (number > 0 ? [`${number} ${words}`] : []));
  return [`Changes ${changes.length} ${students}`, ...facts].join(', ');
}
