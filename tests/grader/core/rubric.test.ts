import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDecided, scoreOf, type Appraisal } from '../../../grader/core/rubric.ts';

const written = (maximum: number, items: number[], adjustment = 0): Appraisal => ({
  written: true,
  automatic: null,
  maximum,
  decision: { fullMarks: false, items: items.map((points) => ({ points })), adjustment },
});

test.each([
  [written(1, [0]), 1],
  [written(10, [-2, -1.5], 0.5), 7],
  [written(2, [-5]), 0],
  [written(2, [3], 1), 2],
  [written(1, [-0.1, -0.2]), 0.7],
])('%j is %d', (appraisal, score) => {
  expect(scoreOf(appraisal)).toBe(score);
});

test('without a decision a written answer has no score, and code has that of its tests', () => {
  expect(scoreOf({ written: true, automatic: null, maximum: 2, decision: null })).toBeNull();
  expect(scoreOf({ written: false, automatic: 1.5, maximum: 2, decision: null })).toBe(1.5);
  expect(scoreOf({ written: false, automatic: null, maximum: 2, decision: null })).toBeNull();
});

test('code begins with the points of its tests, and full marks with all', () => {
  const code = (fullMarks: boolean, automatic: number | null): Appraisal => ({
    written: false,
    automatic,
    maximum: 3,
    decision: { fullMarks, items: [], adjustment: 0.5 },
  });
  expect(scoreOf(code(false, 0))).toBe(0.5);
  expect(scoreOf(code(false, null))).toBeNull();
  expect(scoreOf(code(true, null))).toBe(3);
});

test('the items of a group add no less than its floor and no more than its cap', () => {
  const group = { id: 'formulas', floor: -0.5, cap: 0.25 };
  const of = (...points: number[]) =>
    scoreOf({
      written: true,
      automatic: null,
      maximum: 2,
      decision: {
        fullMarks: false,
        items: [...points.map((each) => ({ points: each, group })), { points: -1 }],
        adjustment: 0,
      },
    });
  expect([of(), of(-0.25), of(-0.25, -0.5), of(1)]).toEqual([1, 0.75, 0.5, 1.25]);
});

test('a comment alone is no decision', () => {
  const nothing = { appliedItemIds: [], fullMarks: false, adjustment: 0 };
  expect(isDecided(nothing)).toBe(false);
  expect(isDecided({ ...nothing, fullMarks: true })).toBe(true);
  expect(isDecided({ ...nothing, adjustment: -0.5 })).toBe(true);
  expect(isDecided({ ...nothing, appliedItemIds: ['a'] })).toBe(true);
});

const points = fc.double({ min: -100, max: 100, noNaN: true });
const item = fc.record({
  points,
  group: fc.option(
    fc.constantFrom(
      { id: 'a', floor: -1, cap: null },
      { id: 'b', floor: null, cap: 2 },
      { id: 'c', floor: -3, cap: 0 },
    ),
  ),
});
const appraisal = fc.record({
  written: fc.boolean(),
  automatic: fc.double({ min: 0, max: 100, noNaN: true }),
  maximum: fc.integer({ min: 0, max: 100 }),
  decision: fc.record({
    fullMarks: fc.boolean(),
    items: fc.array(item, { maxLength: 8 }),
    adjustment: points,
  }),
});

test('a score stays between nothing and the maximum, in whatever order items are applied', () => {
  fc.assert(
    fc.property(appraisal, (value) => {
      const score = scoreOf(value)!;
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(value.maximum);
      const reversed = { ...value.decision, items: [...value.decision.items].reverse() };
      expect(scoreOf({ ...value, decision: reversed })).toBeCloseTo(score, 5);
    }),
  );
});

test('one more deduction never raises a score', () => {
  fc.assert(
    fc.property(appraisal, fc.double({ min: 0, max: 100, noNaN: true }), (value, deduction) => {
      const items = [...value.decision.items, { points: -deduction }];
      expect(scoreOf({ ...value, decision: { ...value.decision, items } })).toBeLessThanOrEqual(
        scoreOf(value)!,
      );
    }),
  );
});
