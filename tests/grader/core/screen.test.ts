import { expect, test } from '@jest/globals';
import { candidatesByFaults } from '../../../grader/core/candidates.ts';
import { explains, type Complete } from '../../../grader/core/observation.ts';
import { plausible } from '../../../grader/core/screen.ts';
import { completing } from '../../../grader/optimizers/hyperparameters.ts';
import { findOptimizer } from '../../../grader/optimizers/index.ts';
import type { Observation } from '../../../grader/episode.ts';
import type { Hyperparameters } from '../../../grader/terms.ts';
import { play, scene } from './play.ts';

const GIVEN: Hyperparameters = { learning_rate: 0.05, momentum: 0.7, beta1: 0.7, beta2: 0.85, epsilon: 0.04 };

const observed = (name: string, every: number, size: number): [string, Observation][] => {
  const { point, defaults } = findOptimizer(name)!;
  const [, single] = candidatesByFaults(findOptimizer(name)!, []);
  const points = [point, ...single!.filter((_, index) => index % every === 0).map((each) => each.point)];
  return points.map((each, index) => {
    const [observation] = play(each, [scene(1, size, 6, GIVEN)], defaults);
    return [`${name} ${index}`, observation!];
  });
};

test.each([...observed('adam', 23, 3), ...observed('momentum', 5, 1), ...observed('rmsprop', 11, 2)])(
  'what is left out explains nothing: %s',
  (id, observation) => {
    const optimizer = findOptimizer(id.split(' ')[0]!)!;
    const complete: Complete = completing(optimizer.defaults);
    for (const level of candidatesByFaults(optimizer, []).slice(0, 2)) {
      const left = plausible(level, observation, () => complete, 'own');
      const explaining = level.filter(({ point }) => explains(point, [observation], complete));
      expect(explaining.filter((candidate) => !left.includes(candidate))).toEqual([]);
      const isFinite = observation.rows[0]![0]!.every(Number.isFinite);
      if (level.length > 20 && isFinite) expect(left.length).toBeLessThan(level.length);
    }
  },
);

test('what hyperparameters are said to be decides, and so does what was played', () => {
  const adam = findOptimizer('adam')!;
  const level = candidatesByFaults(adam, []).slice(0, 2).flat();
  const [one, other] = [1, 2].map((seed) => play(adam.point, [scene(seed, 2, 6, GIVEN)], adam.defaults)[0]!);
  const [right, fixed] = [completing(adam.defaults), completing(adam.defaults, {}, { beta1: 0.2 })];
  const known = plausible(level, one!, () => right, 'right');
  expect(plausible(level, one!, () => fixed, 'fixed')).not.toEqual(known);
  for (const observation of [other!, { ...one!, rows: other!.rows }])
    for (const candidate of level.filter(({ point }) => explains(point, [observation], right)))
      expect(plausible(level, observation, () => right, 'right')).toContain(candidate);
});

test('zero over zero is what the rule makes of it, and what overflows tells nothing', () => {
  const adagrad = findOptimizer('adagrad')!;
  const level = candidatesByFaults(adagrad, [])[1]!;
  const complete = completing(adagrad.defaults);
  const [observation] = play(adagrad.point, [scene(1, 2, 4, GIVEN)], adagrad.defaults);
  const without = level.filter(
    ({ point }) =>
      point.epsilon === 'none' && point.forgets.length === 0 && point.mistaken === null && !point.exchanges,
  );
  const zeros = observation!.gradients.map((row) => row.map((gradient) => gradient.map(() => 0)));
  const still = { ...observation!, gradients: zeros, rows: observation!.rows.map(() => observation!.starts) };
  expect(plausible(level, still, () => complete, '')).toEqual(expect.arrayContaining(without));
  const huge = observation!.rows.map((row) => row.map((theta) => theta.map(() => 1e305)));
  expect(plausible(level, { ...observation!, rows: huge }, () => complete, '')).toEqual(level);
});
