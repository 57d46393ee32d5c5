import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { Vector } from '../../../grader/terms.ts';
import { findObjective, OBJECTIVES } from '../../../grader/objectives/index.ts';
import { uniform, type Objective } from '../../../grader/objectives/objective.ts';

const point = (size: number) =>
  fc
    .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: size, maxLength: size })
    .map((theta) => Float64Array.from(theta));
const anyStep = fc.integer({ min: 0, max: 500 });

/** (f(θ + h) − f(θ − h)) / 2h in every coordinate. */
function centralDifferences({ value }: Objective, theta: Vector, step: number): number[] {
  const h = 1e-5;
  return Array.from(
    theta,
    (x, i) => (value(theta.with(i, x + h), step) - value(theta.with(i, x - h), step)) / (2 * h),
  );
}

/** Those whose gradient is the derivative of their value; the other two are told from it on purpose. */
const EXACT = OBJECTIVES.filter(({ name }) => name !== 'noisy' && name !== 'sparse');

describe('gradients against central differences', () => {
  test.each(EXACT)('$name', (objective) => {
    fc.assert(
      fc.property(point(objective.start.length), anyStep, (theta, step) => {
        const gradient = objective.gradient(theta, step);
        expect(gradient).toHaveLength(theta.length);
        for (const [i, difference] of centralDifferences(objective, theta, step).entries()) {
          // Rounding of f, whose size reaches 1e4 here, over 2h; and the third derivative times h².
          const scale = Math.max(1, Math.abs(objective.value(theta, step)), Math.abs(difference));
          expect(Math.abs(gradient[i]! - difference)).toBeLessThanOrEqual(1e-7 * scale);
        }
      }),
    );
  });

  test('sparse: coordinate i has the derivative at every (i+1)²th step and 0 otherwise', () => {
    const sparse = findObjective('sparse')!;
    const theta = Float64Array.of(1, -1, 2);
    expect([0, 1, 4, 9, 36].map((step) => Array.from(sparse.gradient(theta, step)))).toEqual([
      [1, -1, 2],
      [1, 0, 0],
      [1, -1, 0],
      [1, 0, 2],
      [1, -1, 2],
    ]);
  });

  test('noisy: the derivative plus noise of mean 0 within (−1, 1), the same in every run', () => {
    const noisy = findObjective('noisy')!;
    const theta = Float64Array.of(0.5, -1);
    const noise = Array.from({ length: 4000 }, (_, step) => noisy.gradient(theta, step)[1]! + 1);
    expect(Math.max(...noise.map(Math.abs))).toBeLessThan(1);
    expect(Math.abs(noise.reduce((sum, x) => sum + x) / noise.length)).toBeLessThan(0.03);
    expect(noisy.gradient(theta, 7)).toEqual(noisy.gradient(theta, 7));
    expect(noisy.gradient(theta, 7)).not.toEqual(noisy.gradient(theta, 8));
  });
});

describe.each(OBJECTIVES)('$name', (objective) => {
  test('its minimum, where it has one, is one', () => {
    if (!objective.minimum) return expect(['drifting', 'logistic']).toContain(objective.name);
    const minimum = Float64Array.from(objective.minimum);
    const lowest = objective.value(minimum, 0);
    if (objective.name !== 'noisy') {
      for (const g of objective.gradient(minimum, 0)) expect(Math.abs(g)).toBe(0);
    }
    fc.assert(
      fc.property(point(minimum.length), (theta) => {
        expect(objective.value(theta, 0)).toBeGreaterThanOrEqual(lowest);
      }),
    );
  });

  test('it leaves the point alone, and its start is no minimum', () => {
    const start = Float64Array.from(objective.start);
    const before = start.slice();
    const gradient = objective.gradient(start, 0);
    objective.value(start, 0);
    expect(start).toEqual(before);
    expect(Math.hypot(...gradient)).toBeGreaterThan(0.1);
  });
});

test('those for any dimension take any', () => {
  for (const { gradient } of OBJECTIVES.filter(({ anyDimension }) => anyDimension)) {
    for (const size of [1, 5]) expect(gradient(new Float64Array(size).fill(1), 0)).toHaveLength(size);
  }
});

test('values by hand', () => {
  const at = (name: string, ...theta: number[]) => findObjective(name)!.value(Float64Array.from(theta), 0);
  expect(at('quadratic', 1, 2)).toBe(20.5);
  expect(at('rosenbrock', -1.2, 1)).toBeCloseTo(24.2, 12);
  expect(at('beale', 0, 0)).toBe(1.5 ** 2 + 2.25 ** 2 + 2.625 ** 2);
  expect(at('himmelblau', 0, 0)).toBe(170);
  expect(at('ill-conditioned', 1, 1)).toBe(500.5);
  expect(at('logistic', 0, 0)).toBeCloseTo(Math.LN2, 12);
});

test('uniform numbers lie in [0, 1), differ by seed and index, and are spread evenly', () => {
  const numbers = Array.from({ length: 5000 }, (_, i) => uniform(1, i, 0));
  expect(numbers.every((x) => x >= 0 && x < 1)).toBe(true);
  expect(new Set(numbers).size).toBeGreaterThan(4990);
  expect(numbers.filter((x) => x < 0.25).length / numbers.length).toBeCloseTo(0.25, 1);
  expect(uniform(1, 0, 0)).not.toBe(uniform(2, 0, 0));
  expect(uniform(1, 0, 1)).not.toBe(uniform(1, 1, 0));
});

test('every file of the folder is in the index under its own name', () => {
  const files = readdirSync(new URL('../../../grader/objectives/', import.meta.url))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => file !== 'index' && file !== 'objective');
  expect(OBJECTIVES.map(({ name }) => name).sort()).toEqual(files.sort());
});
