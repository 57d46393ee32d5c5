import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { differenceOf, kappaOf, medianOf, summaryOf, timesOf } from '../../../grader/core/statistics.ts';

test('mean, spread and median', () => {
  expect(summaryOf([])).toBeNull();
  expect(summaryOf([3])).toEqual({ count: 1, mean: 3, spread: null });
  expect(summaryOf([2, 4, 4, 4, 5, 5, 7, 9])).toMatchObject({ mean: 5, spread: expect.closeTo(2.13809, 5) });
  expect(medianOf([])).toBeNull();
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([2, 2.5]);
});

describe('the difference of two samples', () => {
  test('by Student’s quantile of 9.8 degrees of freedom, 2.2344', () => {
    const found = differenceOf([1, 2, 3, 4, 5, 6], [3, 4, 5, 6, 7, 9])!;
    expect(found.by).toBeCloseTo(-2.16667, 4);
    expect(found.low).toBeCloseTo(-2.16667 - 2.2344 * Math.sqrt(1.361111), 2);
    expect(found.high).toBeCloseTo(-2.16667 + 2.2344 * Math.sqrt(1.361111), 2);
  });
  test('too few say nothing; equal ones differ by nothing for certain', () => {
    expect(differenceOf([1, 2, 3, 4], [1, 2, 3, 4, 5])).toBeNull();
    expect(differenceOf([2, 2, 2, 2, 2], [2, 2, 2, 2, 2])).toEqual({ by: 0, low: 0, high: 0 });
  });
  test('the law: it holds its middle, turned round it turns round, and moved along it moves along', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const { by, low, high } = differenceOf(one, other)!;
        expect(low).toBeLessThanOrEqual(by);
        expect(high).toBeGreaterThanOrEqual(by);
        const back = differenceOf(other, one)!;
        expect([back.by, back.low, back.high].map((value) => -value)).toEqual([
          expect.closeTo(by, 9),
          expect.closeTo(high, 9),
          expect.closeTo(low, 9),
        ]);
        expect(
          differenceOf(
            one.map((value) => value + 3),
            other,
          )!.low,
        ).toBeCloseTo(low + 3, 9);
      }),
      { seed: 5, numRuns: 100 },
    );
  });
});

describe('Cohen’s κ', () => {
  const pairs = (counts: [boolean, boolean, number][]) =>
    counts.flatMap(([one, other, count]) => Array.from({ length: count }, () => [one, other] as const));
  test('of the textbook: 20 yes both, 15 no both, 5 and 10 apart', () => {
    expect(kappaOf(pairs([[true, true, 20], [true, false, 5], [false, true, 10], [false, false, 15]]))).toBeCloseTo(0.4, 9); // prettier-ignore
  });
  test('1 in full agreement, −1 in full contradiction, null where chance explains all', () => {
    expect(kappaOf(pairs([[true, true, 3], [false, false, 4]]))).toBe(1); // prettier-ignore
    expect(kappaOf(pairs([[true, false, 3], [false, true, 3]]))).toBe(-1); // prettier-ignore
    expect(kappaOf(pairs([[false, false, 7]]))).toBeNull();
    expect(kappaOf([])).toBeNull();
  });
});

test('an answer takes from the decision before it to its own; a sitting begins anew after a long pause', () => {
  const at = (minutes: number) => minutes * 60_000;
  const act = (by: string, minutes: number, answers: number, question = 'one') => ({ by, at: at(minutes), question, answers }); // prettier-ignore
  const times = timesOf([
    act('tess', 0, 1),
    act('noor', 1, 1),
    act('tess', 2, 1),
    act('noor', 2, 1, 'two'),
    // An undoing takes time, and is none of an answer.
    act('tess', 3, 0),
    act('tess', 4, 4),
    act('tess', 30, 1),
    act('tess', 31, 1),
    // By a program.
    act('tess', 31.01, 1),
  ]);
  const said = times.map(({ by, question, seconds }) => `${by} ${question} ${seconds}`);
  expect(said.toSorted()).toEqual(
    [
      'noor two 60',
      ...Array.from({ length: 4 }, () => 'tess one 15'),
      'tess one 120',
      'tess one 60',
    ].toSorted(),
  );
});
