/**
 * The references agree with torch.optim; tests/golden/optimizers.py made the golden file and says how.
 *
 * The error of a coordinate is measured against the distance it has travelled, or against |θ| where that is larger:
 * θ is rounded to its own size, however small the steps.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Convention, Hyperparameters } from '../../../grader/terms.ts';
import { acceptedPoints } from '../../../grader/optimizers/conventions.ts';
import { completeHyperparameters } from '../../../grader/optimizers/hyperparameters.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import { emptyMemory, step, type Point } from '../../../grader/optimizers/space.ts';

interface GoldenCase {
  optimizer: string;
  conventions: Convention[];
  /** A heavy-ball velocity on top, which no named optimizer of ours has. */
  withVelocity: boolean;
  hyperparameters: Hyperparameters;
  /** [step, θ after it]; 1 is the first step. */
  kept: [number, number[]][];
}

interface Golden {
  versions: Record<string, string>;
  start: number[];
  gradients: number[][];
  cases: GoldenCase[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/optimizers.json', import.meta.url), 'utf8'),
) as Golden;

const TOLERANCE = 1e-12;

/** Ours that PyTorch has. */
const SHARED = [
  'adadelta',
  'adagrad',
  'adam',
  'adamax',
  'adamw',
  'amsgrad',
  'momentum',
  'momentum-ema',
  'nadam',
  'nesterov',
  'rmsprop',
  'rmsprop-nesterov',
  'sgd',
];

function pointOf({ optimizer, conventions, withVelocity }: GoldenCase): Point {
  const point = acceptedPoints(findOptimizer(optimizer)!.point, conventions).at(-1)!;
  return withVelocity
    ? { ...point, velocity: { average: 'heavy-ball', learningRate: 'outside', nesterov: 'no' } }
    : point;
}

/** The largest relative error over all kept steps and coordinates. */
function largestError(golden: Golden, goldenCase: GoldenCase): number {
  const point = pointOf(goldenCase);
  const h = completeHyperparameters(goldenCase.hyperparameters, {});
  const memory = emptyMemory(golden.start.length);
  const travelled = golden.start.map(() => 0);
  const expected = new Map(goldenCase.kept);
  let theta = Float64Array.from(golden.start);
  let largest = 0;
  for (const [index, gradient] of golden.gradients.entries()) {
    const next = Float64Array.from(step(point, h, memory, theta, Float64Array.from(gradient)));
    for (const [i, x] of next.entries()) travelled[i]! += Math.abs(x - theta[i]!);
    theta = next;
    for (const [i, right] of (expected.get(index + 1) ?? []).entries()) {
      const size = Math.max(travelled[i]!, Math.abs(right));
      const error = Math.abs(theta[i]! - right) / size;
      largest = Math.max(largest, Number.isNaN(error) ? Infinity : error);
    }
  }
  return largest;
}

describe(`torch.optim ${golden.versions.torch}, 500 steps in float64`, () => {
  test('the golden file holds 500 steps of every optimizer that PyTorch has too', () => {
    expect(golden.gradients).toHaveLength(500);
    expect([...new Set(golden.cases.map(({ optimizer }) => optimizer))].sort()).toEqual(SHARED);
    for (const { kept } of golden.cases) {
      expect(kept.slice(0, 20).map(([step]) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      expect(kept.at(-1)![0]).toBe(500);
    }
  });

  test.each(golden.cases.map((goldenCase, index) => ({ index, ...goldenCase })))(
    '$index: $optimizer $conventions $hyperparameters',
    (goldenCase) => {
      expect(largestError(golden, goldenCase)).toBeLessThanOrEqual(TOLERANCE);
    },
  );

  test('a reference that is wrong in the ninth digit would not pass', () => {
    const adam = golden.cases.find(({ optimizer }) => optimizer === 'adam')!;
    const beta2 = adam.hyperparameters.beta2! + 1e-9;
    const other = { ...adam, hyperparameters: { ...adam.hyperparameters, beta2 } };
    expect(largestError(golden, other)).toBeGreaterThan(TOLERANCE);
  });
});
