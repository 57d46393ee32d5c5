import { expect, test } from '@jest/globals';
import type { Match } from '../../../grader/core/match.ts';
import { searchSpace } from '../../../grader/core/search.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import type { Point } from '../../../grader/optimizers/space.ts';
import type { Hyperparameters } from '../../../grader/terms.ts';
import { play, scene } from './play.ts';

const adam = findOptimizer('adam')!;
const GIVEN: Hyperparameters = { learning_rate: 0.05, beta1: 0.7, beta2: 0.85, epsilon: 0.04 };
const second = adam.point.second!;

const found = (point: Point, own: Hyperparameters = {}): Match | null =>
  searchSpace(play(point, [scene(1, 3, 9, GIVEN), scene(2, 2, 9, null)], { ...adam.defaults, ...own }), {
    expected: adam,
    defaults: adam.defaults,
  });

test.each<[string, Point, Partial<Match>]>([
  [
    'the power of the gradient in the second moment',
    { ...adam.point, second: { ...second, squared: { power: 1.5 } } },
    { faults: ['gradient-not-squared'] },
  ],
  [
    'the weight of a new term, whatever the decay is',
    { ...adam.point, second: { ...second, complement: { weight: 0.1 } } },
    { faults: ['missing-decay-complement'] },
  ],
  ['the power by which is divided', { ...adam.point, root: { power: 0.25 } }, { faults: ['missing-root'] }],
  ['how fast the rate falls', { ...adam.point, schedule: { decay: 0.037 } }, { faults: ['rate-decays'] }],
  [
    'what is added to the length of the gradient',
    { ...adam.point, normalizes: { plus: 0.003 } },
    { faults: ['gradient-normalized'] },
  ],
])('%s is solved for', (_, point, expected) => {
  const match = found(point);
  expect(match).toMatchObject({ optimizer: { name: 'adam' }, ...expected });
  expect(match!.point).toEqual(point);
});

test('so is where a gradient is cut, and how long it may be', () => {
  for (const clips of ['coordinates', 'norm'] as const)
    expect(found({ ...adam.point, clips }, { clip: 0.37 })).toMatchObject({
      faults: [],
      point: { clips },
      ownValues: { clip: 0.37 },
    });
});

/** What a program does that alters a hyperparameter before it uses it. */
const altering = (alter: (given: Hyperparameters) => Hyperparameters) => {
  const scenes = [scene(1, 3, 9, GIVEN), scene(2, 2, 9, { ...GIVEN, learning_rate: 0.01, epsilon: 0.3 })];
  const played = scenes.map((one) => ({ ...one, given: alter(one.given!) }));
  const observations = play(adam.point, played, adam.defaults).map((observation, index) => ({
    ...observation,
    given: observation.given.map(() => scenes[index]!.given!),
  }));
  return searchSpace(observations, { expected: adam, defaults: adam.defaults });
};

test('a hyperparameter that is altered before it is used is found with what is done to it', () => {
  expect(altering((given) => ({ ...given, epsilon: given.epsilon! ** 2 }))).toMatchObject({
    faults: ['hyperparameter-altered'],
    altered: { epsilon: 'squared' },
  });
  expect(altering((given) => ({ ...given, learning_rate: 0.125 * given.learning_rate! }))).toMatchObject({
    faults: ['hyperparameter-altered'],
    altered: { learning_rate: 0.125 },
  });
});
