/**
 * Rules that are right but for a value: a default, a hyperparameter that is fixed, one of their own. Values are tried from the
 * typical ones on, then solved for. Pure.
 */
import type { Observation } from '../episode.ts';
import { completeHyperparameters, completing } from '../optimizers/hyperparameters.ts';
import { HYPERPARAMETER_NAMES, type HyperparameterName, type Hyperparameters } from '../terms.ts';
import type { Point } from '../optimizers/space.ts';
import type { Candidate } from './candidates.ts';
import { hasNumbers, READS_RIGHTLY, type Match, type SearchOptions } from './match.ts';
import { explains, type Complete } from './observation.ts';
import { DECAYS } from './misreadings.ts';
import { plausible } from './screen.ts';
import { gridOf, solveFor } from './solve.ts';
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
      const key = JSON.stringify([defaults, name, fixed]);
      const found = plausible(candidates, observations[0]!, () => complete, key).find(({ point }) =>
        explains(point, observations, complete),
      );
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

/** What `complete` gives, but for hyperparameters of the question that have these values. */
function overriding(complete: Complete, values: Hyperparameters): Complete {
  const known = new WeakMap<object, ReturnType<Complete>>();
  return (given) => {
    const before = known.get(given);
    if (before) return before;
    const made = { ...complete(given), ...values };
    known.set(given, made);
    return made;
  };
}

/** Two hyperparameters have values of their own whatever the config says: a decay that people often take, and any other. */
export function withTwoFixed(
  points: readonly Point[],
  observations: readonly Observation[],
  { expected, defaults }: SearchOptions,
): Match | null {
  if (!hasNumbers(observations)) return null;
  const names = Object.keys(defaults) as HyperparameterName[];
  const decays = names.filter((name) => DECAYS.includes(name));
  const complete = completing(defaults);
  for (const point of points)
    for (const name of decays.length > 0 ? decays : names)
      for (const value of new Set([defaults[name]!, ...TYPICAL_VALUES[name]]))
        for (const other of names.filter((each) => each !== name)) {
          const start = defaults[other]!;
          const at = (x: number) => ({
            point,
            complete: overriding(complete, { [name]: value, [other]: x }),
          });
          const solved = explains(point, observations, at(start).complete)
            ? start
            : solveFor(observations, { grid: gridOf(other), start, at });
          const candidate = { optimizer: expected, point, faults: [], ...READS_RIGHTLY };
          if (solved !== null) return fixedMatch(candidate, { [name]: value, [other]: solved });
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
  const optimizers = [...new Set(candidates.map(({ optimizer }) => optimizer))];
  const tried = HYPERPARAMETER_NAMES.filter((name) => !(name in defaults)).flatMap((name) =>
    TYPICAL_VALUES[name]
      .filter((typical) => typical > 0 && typical < 1)
      .map((value) => {
        const ownValues = { [name]: value };
        const completes = new Map(
          optimizers.map((each) => [each, completing({ ...defaults, ...ownValues }, each.defaults)]),
        );
        const completeOf = ({ optimizer }: Candidate) => completes.get(optimizer)!;
        const key = JSON.stringify([defaults, ownValues]);
        const left = new Set(plausible(candidates, observations[0]!, completeOf, key));
        return { name, ownValues, completeOf, left };
      }),
  );
  for (const candidate of candidates) {
    const { optimizer, point } = candidate;
    const names = new Set([...Object.keys(optimizer.defaults), 'weight_decay']);
    for (const { name, ownValues, completeOf, left } of tried)
      if (names.has(name) && left.has(candidate) && explains(point, observations, completeOf(candidate)))
        return { ...candidate, ...READS_RIGHTLY, ownValues };
  }
  return null;
}

/** Where all hyperparameters are given at every step, and where a rule leans on its defaults. */
function byWhatIsGiven(observations: readonly Observation[], { expected }: SearchOptions) {
  const names = Object.keys(expected.defaults) as HyperparameterName[];
  const isExplicit = ({ given }: Observation) =>
    given.every((hyperparameters) => names.every((name) => hyperparameters[name] !== undefined));
  return {
    explicit: observations.filter(isExplicit),
    leaning: observations.filter((observation) => !isExplicit(observation)),
  };
}

/** Points of the expected optimizer that would explain everything with other hyperparameters than they should use. */
export function withWrongHyperparameters(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  options: SearchOptions,
): Match | null {
  const { explicit, leaning } = byWhatIsGiven(observations, options);
  if (leaning.length === 0 || explicit.length === 0) return null;
  const complete = completing(options.defaults, options.expected.defaults);
  const key = JSON.stringify(options.defaults);
  const all = completeHyperparameters({}, options.defaults, options.expected.defaults);
  const frozen: Complete = () => all;
  const fitting = new Set(plausible(candidates, explicit[0]!, () => complete, key));
  const blind = new Set(plausible(candidates, leaning[0]!, () => frozen, `${key} frozen`));
  for (const candidate of candidates) {
    if (fitting.has(candidate) && explains(candidate.point, explicit, complete)) {
      const match = withOtherDefaults({ ...candidate, ...READS_RIGHTLY }, leaning, options);
      if (match) return match;
    } else if (blind.has(candidate) && ignoresGiven(candidate, observations, leaning, frozen)) {
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
  frozen: Complete,
): boolean {
  return explains(candidate.point, leaning, frozen) && explains(candidate.point, observations, frozen);
}

/**
 * `wrong-default`: something explains all wherever the hyperparameters were given; which other defaults explain the rest?
 *
 * @param match what is known of the rule
 */
export function withOtherDefaults(
  match: Match,
  leaning: readonly Observation[],
  { defaults: asked }: SearchOptions,
): Match | null {
  const { optimizer, point, fixedValues, ownValues } = match;
  const names = (Object.keys(optimizer.defaults) as HyperparameterName[]).filter(
    (name) => !(name in fixedValues),
  );
  const defaults = { ...asked, ...ownValues };
  const completeWith = (other: Hyperparameters) => completing({ ...defaults, ...other }, {}, fixedValues);
  const explainsWith = (other: Hyperparameters) => explains(point, leaning, completeWith(other));
  const result = (wrongDefaults: Hyperparameters): Match => ({
    ...match,
    faults: [...match.faults, 'wrong-default'],
    wrongDefaults,
  });
  // Any default at which the rule divides by zero would explain steps that lead to no number.
  if (!hasNumbers(leaning)) {
    const none: Hyperparameters = Object.fromEntries(names.map((name) => [name, NaN]));
    return explainsWith(none) ? result(none) : null;
  }
  const single = names.flatMap((name) => TYPICAL_VALUES[name].map((value) => ({ [name]: value })));
  const none = names.map((name) => ({ [name]: NaN }));
  for (const other of [...single, ...none]) if (explainsWith(other)) return result(other);
  for (const name of names) {
    const solved = solveFor(leaning, {
      grid: gridOf(name),
      start: defaults[name] ?? 0,
      at: (x) => ({ point, complete: completeWith({ [name]: x }) }),
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
