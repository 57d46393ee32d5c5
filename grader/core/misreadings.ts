/**
 * Rules that read their hyperparameters amiss: what they go by instead of what was given. A point that explains such
 * observations and not the true ones explains the rule as well. Pure.
 */
import type { Observation } from '../episode.ts';
import { HYPERPARAMETER_NAMES, type HyperparameterName, type Hyperparameters } from '../terms.ts';

/** Decay rates; a schedule changes the learning rate, but hardly ever these. */
export const DECAYS: readonly HyperparameterName[] = ['momentum', 'decay_rate', 'beta1', 'beta2'];

/** Only a schedule of the learning rate has to be followed. */
export const mayBeKept = (name: HyperparameterName): boolean => name !== 'learning_rate';

/** The non-empty subsets, small ones first. */
export function subsetsOf<T>(items: readonly T[]): T[][] {
  const subsets = items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
  return subsets.slice(1).sort((a, b) => a.length - b.length);
}

const namesWhere = (
  observations: readonly Observation[],
  holds: (now: Hyperparameters, first: Hyperparameters, name: HyperparameterName) => boolean,
): HyperparameterName[] => {
  // Most steps are given the very object of the step before.
  const distinct = observations.map(({ given }) => given.filter((now, step) => now !== given[step - 1]));
  return HYPERPARAMETER_NAMES.filter((name) =>
    distinct.some((given) => given.some((now) => holds(now, given[0]!, name))),
  );
};

export const namesOfZeros = (observations: readonly Observation[]): HyperparameterName[] =>
  namesWhere(observations, (now, _, name) => now[name] === 0);

export const namesThatChange = (observations: readonly Observation[]): HyperparameterName[] =>
  namesWhere(observations, (now, first, name) => now[name] !== first[name]);

/** What is given to a rule that takes a zero among `names` for a missing value. */
export function withoutZeros(
  observations: readonly Observation[],
  names: readonly HyperparameterName[],
): Observation[] {
  const isMissed = ([name, value]: [string, number]) =>
    value === 0 && names.some((missed) => missed === name);
  const without = (given: Hyperparameters): Hyperparameters =>
    Object.fromEntries(Object.entries(given).filter((entry) => !isMissed(entry)));
  return observations.map((observation) =>
    observation.given.some((given) => Object.entries(given).some(isMissed))
      ? { ...observation, given: observation.given.map(without) }
      : observation,
  );
}

/** What a rule goes by that keeps `names` as they are given at the first step. */
export function withoutChanges(
  observations: readonly Observation[],
  names: readonly HyperparameterName[],
): Observation[] {
  return observations.map((observation) => ({
    ...observation,
    given: observation.given.map((hyperparameters, _, [first]) => {
      const kept = { ...hyperparameters };
      for (const name of names) {
        if (first![name] === undefined) delete kept[name];
        else kept[name] = first![name];
      }
      return kept;
    }),
  }));
}

/** What a rule goes by that has `value` for `name` whatever is given. */
export function withFixed(
  observations: readonly Observation[],
  name: HyperparameterName,
  value: number,
): Observation[] {
  return observations.map((observation) => ({
    ...observation,
    given: observation.given.map((hyperparameters) => ({ ...hyperparameters, [name]: value })),
  }));
}

/** What a rule goes by that reads `name` where `other` stands. */
export const withOthers = (
  observations: readonly Observation[],
  name: HyperparameterName,
  other: HyperparameterName,
): Observation[] =>
  observations.map((observation) => ({
    ...observation,
    given: observation.given.map((hyperparameters) => {
      const read: Hyperparameters = { ...hyperparameters, [name]: hyperparameters[other] };
      if (read[name] === undefined) delete read[name];
      return read;
    }),
  }));

/** What a rule goes by whose returned config has no hyperparameters: all at the first step, then only what is written anew. */
export const withoutLater = (observations: readonly Observation[]): Observation[] =>
  observations.map((observation) => ({
    ...observation,
    given: observation.given.map((now, step, given) => {
      const before = given[step - 1];
      const isNew = ([name, value]: [string, number]) => before?.[name as HyperparameterName] !== value;
      return Object.fromEntries(Object.entries(now).filter(isNew));
    }),
  }));
