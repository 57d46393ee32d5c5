/**
 * The learning rate may change between steps; whatever else a rule is given, it may read anew or keep from its first step, as a class keeps
 * what it is made with. Which of them a rule keeps shows in the tests that change them. Pure.
 */
import type { HyperparameterName } from '../terms.ts';
import type { Point } from '../optimizers/space.ts';
import { mayBeKept, namesThatChange, subsetsOf, withoutChanges } from './misreadings.ts';
import type { Performance } from './performance.ts';
import { isWhole } from './refusal.ts';
import type { Parting } from './ways.ts';

/** What was performed, with what the rule went by where it keeps something and is right in the tests that change it. */
export function asRead(
  points: readonly Point[],
  performances: readonly Performance[],
  divergenceOf: Parting,
): readonly Performance[] {
  const namesIn = (some: readonly Performance[]): HyperparameterName[] =>
    namesThatChange(some.map(({ observation }) => observation)).filter(mayBeKept);
  const changing = performances.filter(
    (performance) => performance.test.kind === 'trajectory' && namesIn([performance]).length > 0,
  );
  for (const kept of [[], ...subsetsOf(namesIn(changing))]) {
    const read = new Map(changing.map((performance) => [performance, keeping(performance, kept)]));
    const isRight = (point: Point) =>
      [...read.values()].every((performance) => isWhole(performance) && !divergenceOf(point, performance));
    if (points.some(isRight)) return performances.map((performance) => read.get(performance) ?? performance);
  }
  return performances;
}

const keeping = (performance: Performance, kept: readonly HyperparameterName[]): Performance =>
  kept.length > 0
    ? { ...performance, observation: withoutChanges([performance.observation], kept)[0]! }
    : performance;
