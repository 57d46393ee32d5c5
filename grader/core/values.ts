/**
 * Rules that are right but for a value: a default, a hyperparameter that is fixed, one of their own, a learning rate that is
 * multiplied by a number. Values are tried from the typical ones on, then solved for. Pure.
 */
import type { Observation } from '../episode.ts';
import { completeHyperparameters, completing } from '../optimizers/hyperparameters.ts';
import type { HyperparameterName, Hyperparameters } from '../terms.ts';
import type { Candidate } from './candidates.ts';
import { hasNumbers, READS_RIGHTLY, type Match, type SearchOptions } from './match.ts';
import { explains, type Complete } from './observation.ts';
import { FACTORS, gridOf, solveFor } from './solve.ts';
import { TYPICAL_VALUES } from './typicalValues.ts';

/**
 * One hyperparameter has the same value whatever the config says: the question's default, a typical one or, where
 * nothing else is wrong, any other.
 */
export function withOneFixed(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  { defaults }: SearchOptions,
): Match | null {
  if (!hasNumbers(observations)) return null;
  for (const [name, value] of Object.entries(defaults) as [HyperparameterName, number][]) {
    // Beside another fault, a learning rate of its own is too common a way to be a factor off to be looked for.
    const isAlone = candidates.some(({ faults }) => faults.length === 0);
    const typical = name === 'learning_rate' && !isAlone ? [] : TYPICAL_VALUES[name];
    for (const fixed of new Set([value, ...typical])) {
      const complete = completing(defaults, {}, { [name]: fixed });
      const found = candidates.find(({ point }) => explains(point, observations, complete));
      if (found) return fixedMatch({ ...found, ...READS_RIGHTLY }, { [name]: fixed });
    }
    for (const candidate of candidates.filter(({ faults }) => faults.length === 0)) {
      const fixed = solveFor(observations, {
        grid: gridOf(name),
        start: value,
        at: (x) => ({ point: candidate.point, complete: completing(defaults, {}, { [name]: x }) }),
      });
      if (fixed !== null) return fixedMatch({ ...candidate, ...READS_RIGHTLY }, { [name]: fixed });
    }
  }
  return null;
}

/** The learning rate is multiplied by a number at every step, and what comes of it is kept. */
export function withRateMultiplied(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  { defaults }: SearchOptions,
): Match | null {
  if (!hasNumbers(observations)) return null;
  const complete = completing(defaults);
  for (const candidate of candidates) {
    for (const from of [2, 1] as const) {
      const at = (factor: number) => ({
        point: { ...candidate.point, compounds: { factor, from } },
        complete,
      });
      const factor = solveFor(observations, { grid: FACTORS, start: 1, at });
      if (factor === null) continue;
      const { point } = at(factor);
      return { ...candidate, ...READS_RIGHTLY, point, faults: ['learning-rate-compounds'] };
    }
  }
  return null;
}

export const fixedMatch = (match: Match, fixedValues: Hyperparameters): Match => ({
  ...match,
  faults: [...match.faults, 'hyperparameter-fixed'],
  fixedValues,
});

/**
 * An optimizer with a hyperparameter that the question does not have: an RMSProp with a decay rate of its own for AdaGrad,
 * or weight decay where nobody asked for it. Values at which the hyperparameter does nothing are left out.
 */
export function withOwnValues(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  { defaults }: SearchOptions,
): Match | null {
  for (const candidate of candidates) {
    const { optimizer, point } = candidate;
    const names = new Set([...Object.keys(optimizer.defaults), 'weight_decay'] as HyperparameterName[]);
    for (const name of names) {
      if (name in defaults) continue;
      for (const value of TYPICAL_VALUES[name].filter((typical) => typical > 0 && typical < 1)) {
        const ownValues = { [name]: value };
        const complete = completing({ ...defaults, ...ownValues }, optimizer.defaults);
        if (explains(point, observations, complete)) return { ...candidate, ...READS_RIGHTLY, ownValues };
      }
    }
  }
  return null;
}

/** Points of the expected optimizer that would explain everything with other hyperparameters than they should use. */
export function withWrongHyperparameters(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  options: SearchOptions,
): Match | null {
  const names = Object.keys(options.expected.defaults) as HyperparameterName[];
  const isExplicit = ({ given }: Observation) =>
    given.every((hyperparameters) => names.every((name) => hyperparameters[name] !== undefined));
  const explicit = observations.filter(isExplicit);
  const leaning = observations.filter((observation) => !isExplicit(observation));
  if (leaning.length === 0 || explicit.length === 0) return null;
  const complete = completing(options.defaults, options.expected.defaults);
  for (const candidate of candidates) {
    if (explains(candidate.point, explicit, complete)) {
      const match = withOtherDefaults(candidate, leaning, options);
      if (match) return match;
    } else if (ignoresGiven(candidate, observations, leaning, options)) {
      const faults = [...candidate.faults, 'hyperparameter-fixed' as const];
      return { ...candidate, ...READS_RIGHTLY, faults, ignoresGiven: true };
    }
  }
  return null;
}

/** The rule takes the default steps whatever the config says. */
function ignoresGiven(
  candidate: Candidate,
  observations: readonly Observation[],
  leaning: readonly Observation[],
  { defaults }: SearchOptions,
): boolean {
  const all = completeHyperparameters({}, defaults, candidate.optimizer.defaults);
  const frozen: Complete = () => all;
  return explains(candidate.point, leaning, frozen) && explains(candidate.point, observations, frozen);
}

/** `wrong-default`: right wherever the hyperparameters were given; which other defaults explain the rest? */
function withOtherDefaults(
  candidate: Candidate,
  leaning: readonly Observation[],
  { defaults }: SearchOptions,
): Match | null {
  const names = Object.keys(candidate.optimizer.defaults) as HyperparameterName[];
  const explainsWith = (other: Hyperparameters) =>
    explains(candidate.point, leaning, completing({ ...defaults, ...other }));
  const result = (wrongDefaults: Hyperparameters): Match => ({
    ...candidate,
    ...READS_RIGHTLY,
    faults: [...candidate.faults, 'wrong-default'],
    wrongDefaults,
  });
  const single = names.flatMap((name) => TYPICAL_VALUES[name].map((value) => ({ [name]: value })));
  for (const other of single) if (explainsWith(other)) return result(other);
  for (const name of names) {
    const solved = solveFor(leaning, {
      grid: gridOf(name),
      start: defaults[name] ?? 0,
      at: (x) => ({
        point: candidate.point,
        complete: completing({ ...defaults, [name]: x }),
      }),
    });
    if (solved !== null) return result({ [name]: solved });
  }
  for (const [index, first] of single.entries()) {
    for (const second of single.slice(index + 1)) {
      if (Object.keys(first)[0] === Object.keys(second)[0]) continue;
      const both = { ...first, ...second };
      if (explainsWith(both)) return result(both);
    }
  }
  return null;
}
