import { expect, test } from '@jest/globals';
import { binScores, mean, median } from '../../../client/src/features/results/distribution.ts';

test('every score is in exactly one bin, the highest in the last', () => {
  const scores = [0, 0.5, 1, 2.5, 4.999, 5];
  const bins = binScores(scores, 5);
  expect(bins.map(({ count }) => count)).toEqual([2, 1, 1, 0, 2]);
});

test('many points make ten bins', () => {
  expect(binScores([95, 100], 100).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
});

test('a set without points does not divide by zero', () => {
  expect(binScores([0], 0).reduce((sum, { count }) => sum + count, 0)).toBe(1);
});

test('averages', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([1, 2, 3, 4])).toBe(2.5);
  expect(mean([1, 2, 6])).toBe(3);
  expect(median([])).toBeNull();
  expect(mean([])).toBeNull();
});
