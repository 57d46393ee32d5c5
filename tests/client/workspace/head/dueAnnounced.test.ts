import { expect, test } from '@jest/globals';
import { passedMark } from '../../../../client/src/features/workspace/head/useDueAnnounced.ts';

test('60, 15, 5 and 1 minutes before the due time are said once each, and nothing on opening or after it', () => {
  const said: (number | null)[] = [];
  // The page looks every 15 s; it is opened 61 minutes before.
  for (let left = 61 * 60_000; left > -60_000; left -= 15_000) {
    const mark = passedMark(0, -left, -left + 15_000);
    if (mark !== null) said.push(mark);
  }
  expect(said).toEqual([60, 15, 5, 1]);
  expect(passedMark(0, -10 * 60_000, -10 * 60_000)).toBeNull();
  // After a sleep only the last is said.
  expect(passedMark(0, -70 * 60_000, -4 * 60_000)).toBe(5);
});
