import { expect, test } from '@jest/globals';
import { logTicks } from '../../../grader/report/logTicks.ts';

/** A line of the charts' print, in their pixels. */
const LINE = 14;

test('labels of a logarithmic axis never touch, lie within it, and are at least two', () => {
  const wrong: string[] = [];
  for (const length of [110, 154, 206])
    for (let lowest = -18; lowest < 6; lowest += 0.37)
      for (let decades = 0.02; decades < 22; decades *= 1.13) {
        const [low, high] = [10 ** lowest, 10 ** (lowest + decades)];
        const ticks = logTicks(low, high, length);
        const at = ticks.map((tick) => (Math.log10(tick / low) / decades) * length);
        const fits = at.every(
          (here, i) => here >= -1e-6 && here <= length + 1e-6 && !(here - at[i - 1]! < LINE),
        );
        if (!fits || ticks.length < 2) wrong.push(`${low} to ${high} on ${length}: ${ticks.join(' ')}`);
      }
  expect(wrong).toEqual([]);
});

test.each([
  [0.02, 3, 206, [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]],
  [0.05, 300, 110, [0.1, 1, 10, 100]],
  [1e-15, 10, 154, [1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1]],
  [2.31, 2.39, 110, [2.32, 2.34, 2.36, 2.38]],
  [1, 1, 110, [1]],
  [Infinity, -Infinity, 110, []],
])('from %d to %d on %d pixels', (low, high, length, expected) => {
  expect(logTicks(low, high, length)).toEqual(expected);
});
