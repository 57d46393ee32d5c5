import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scoreOf } from '../../../grader/core/rubric.ts';

test.each([
  [{ base: 1, maximum: 1, items: [0], adjustment: 0 }, 1],
  [{ base: 10, maximum: 10, items: [-2, -1.5], adjustment: 0.5 }, 7],
  [{ base: 2, maximum: 2, items: [-5], adjustment: 0 }, 0],
  [{ base: 2, maximum: 2, items: [3], adjustment: 1 }, 2],
  [{ base: 1, maximum: 1, items: [-0.1, -0.2], adjustment: 0 }, 0.7],
])('%j is %d', (appraisal, score) => {
  expect(scoreOf(appraisal)).toBe(score);
});

const points = fc.double({ min: -100, max: 100, noNaN: true });
const appraisal = fc.record({
  base: points,
  maximum: fc.integer({ min: 0, max: 100 }),
  items: fc.array(points, { maxLength: 8 }),
  adjustment: points,
});

test('a score stays between nothing and the maximum, in whatever order items are applied', () => {
  fc.assert(
    fc.property(appraisal, (value) => {
      const score = scoreOf(value);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(value.maximum);
      expect(scoreOf({ ...value, items: [...value.items].reverse() })).toBeCloseTo(score, 5);
    }),
  );
});

test('one more deduction never raises a score', () => {
  fc.assert(
    fc.property(appraisal, fc.double({ min: 0, max: 100, noNaN: true }), (value, deduction) => {
      const more = { ...value, items: [...value.items, -deduction] };
      expect(scoreOf(more)).toBeLessThanOrEqual(scoreOf(value));
    }),
  );
});
