/** A number that a program has by mistake is found whatever it is, and only where it explains every step. */
import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../../grader/episode.ts';
import { explains } from '../../../grader/core/observation.ts';
import { FACTORS, gridOf, solveFor } from '../../../grader/core/solve.ts';
import { uniform } from '../../../grader/objectives/objective.ts';
import { completing } from '../../../grader/optimizers/hyperparameters.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import type { HyperparameterName, Hyperparameters } from '../../../grader/terms.ts';
import { play, scene } from './play.ts';

const optimizer = (name: string) => findOptimizer(name)!;

/** What a program does that has `value` for `name` by default, seen without a config. */
function observed(name: string, own: Hyperparameters, seed = 1): Observation[] {
  const { point, defaults } = optimizer(name);
  return play(point, [scene(seed, 2, 12, null), scene(seed + 1, 3, 12, null)], { ...defaults, ...own });
}

function solved(name: string, which: HyperparameterName, observations: readonly Observation[]) {
  const { point, defaults } = optimizer(name);
  return solveFor(observations, {
    grid: gridOf(which),
    start: defaults[which]!,
    at: (x) => ({ point, complete: completing({ ...defaults, [which]: x }) }),
  });
}

describe('a default is solved for', () => {
  test.each<[string, HyperparameterName, number]>([
    ['momentum', 'momentum', 0.7],
    ['momentum', 'learning_rate', 0.037],
    ['rmsprop', 'decay_rate', 0.997],
    ['rmsprop', 'epsilon', 1e-7],
    ['adam', 'beta1', 0.901],
    ['adam', 'beta2', 0.9973],
    ['adam', 'epsilon', 3e-4],
  ])('%s with %s %p', (name, which, value) => {
    expect(solved(name, which, observed(name, { [which]: value }))).toBe(value);
  });

  test('by a law: any value of three digits comes back as it was written', () => {
    for (let seed = 1; seed <= 25; seed++) {
      const digits = (from: number, to: number) =>
        Number((from + (to - from) * uniform(seed, 0, 0)).toPrecision(3));
      const beta = digits(0.05, 0.98);
      expect(solved('adam', 'beta1', observed('adam', { beta1: beta }, seed))).toBe(beta);
      const rate = digits(1e-4, 0.5);
      expect(solved('adagrad', 'learning_rate', observed('adagrad', { learning_rate: rate }, seed))).toBe(
        rate,
      );
    }
  });
});

describe('nothing is claimed', () => {
  test('where the steps are those of the start', () => {
    expect(solved('adam', 'beta1', observed('adam', {}))).toBeNull();
  });

  test('where one value explains the first step that parts and none the rest', () => {
    const observations = observed('adam', { beta1: 0.7 });
    const last = observations[1]!.rows.at(-1)![1]!;
    last[2]! += 1e-3;
    expect(solved('adam', 'beta1', observations)).toBeNull();
  });

  test('where another hyperparameter is the cause', () => {
    expect(solved('adam', 'beta1', observed('adam', { beta2: 0.9 }))).toBeNull();
  });

  test('where the first step that parts is not a number', () => {
    const observations = observed('rmsprop', { decay_rate: 0.9 });
    observations[0]!.rows[0]![0]![0] = NaN;
    expect(solved('rmsprop', 'decay_rate', observations)).toBeNull();
  });
});

test('what is found explains every observation, also those that the search did not part at', () => {
  const { point, defaults } = optimizer('rmsprop');
  const value = solved('rmsprop', 'decay_rate', observed('rmsprop', { decay_rate: 0.93 }))!;
  const fresh = observed('rmsprop', { decay_rate: 0.93 }, 50);
  expect(explains(point, fresh, completing({ ...defaults, decay_rate: value }))).toBe(true);
});

test.each([1, 2] as const)('the factor of a learning rate that compounds, from step %p on', (from) => {
  const { point, defaults } = optimizer('sgd');
  const at = (factor: number) => ({
    point: { ...point, compounds: { factor, from } },
    complete: completing(defaults),
  });
  for (const factor of [0.5, 0.95, 0.999, 1.02]) {
    const observations = play(at(factor).point, [scene(3, 2, 12, null)], defaults);
    expect(solveFor(observations, { grid: FACTORS, start: 1, at })).toBe(factor);
  }
});
