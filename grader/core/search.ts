/**
 * The search behind a diagnosis: which point of the design space takes the very steps that were observed? Candidates come
 * from the simplest explanation to the most involved one, always in the same order, and the first that explains
 * everything is it: fewer faults first; among as many, the expected optimizer before the others and a fault of the rule
 * before a wrong default; then by convention and by how common the faults are.
 */
import { completeHyperparameters } from '../optimizers/hyperparameters.ts';
import { OPTIMIZERS } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import { candidatesByFaults, MAX_FAULTS, OWN_OPTIMIZERS, type Candidate } from './candidates.ts';
import { explains, type Complete, type Observation } from './observation.ts';
import { HYPERPARAMETER_NAMES, type HyperparameterName, type Hyperparameters } from './terms.ts';

export interface Match extends Candidate {
  /** Defaults of the rule that differ from the question's, with the values that explain it. */
  wrongDefaults: Hyperparameters;
  /** Hyperparameters given in the config that the rule does not follow. */
  ignoresGiven: boolean;
  /** Hyperparameters of which a given zero is taken for a missing one, as `config.get(name) or default` does. */
  zerosMissed: HyperparameterName[];
}

export interface SearchOptions {
  /** The optimizer that was asked for; explanations by it come first. */
  expected: Optimizer;
  /** The question's defaults. */
  defaults: Hyperparameters;
  /** Points to try before all others, such as the accepted conventions. */
  preferred?: readonly Point[];
}

const cache = new Map<string, Candidate[][]>();

/** Candidates of one optimizer by their number of faults; made once, since they depend on nothing else. */
function candidatesOf(optimizer: Optimizer): Candidate[][] {
  const isMomentum = optimizer.point.velocity?.nesterov === 'no';
  const levels = cache.get(optimizer.name) ?? candidatesByFaults(optimizer, isMomentum ? OWN_OPTIMIZERS : []);
  cache.set(optimizer.name, levels);
  return levels;
}

/** Values that rules have by mistake where the question says otherwise. */
const TYPICAL_VALUES: Record<HyperparameterName, readonly number[]> = {
  learning_rate: [1, 0.5, 0.1, 0.05, 0.03, 0.02, 0.01, 5e-3, 3e-3, 2e-3, 1e-3, 5e-4, 3e-4, 1e-4, 1e-5, 1e-6],
  momentum: [0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999, 1],
  decay_rate: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999, 0.1, 0.01, 1],
  beta1: [0, 0.5, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.999, 1],
  beta2: [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.9999, 0.999, 1],
  epsilon: [0, 1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16],
  weight_decay: [0, 1e-4, 1e-3, 1e-2, 0.1],
};

/** The point that explains all observations, or null. */
export function searchSpace(observations: readonly Observation[], options: SearchOptions): Match | null {
  if (observations.every(standsStill)) return null;
  const match = simplestMatch(observations, options);
  if (match) return match;
  const zeros = HYPERPARAMETER_NAMES.filter((name) =>
    observations.some(({ given }) => given.some((hyperparameters) => hyperparameters[name] === 0)),
  );
  if (zeros.length === 0) return null;
  const missing = (zerosMissed: HyperparameterName[], maxFaults: number): Match | null => {
    const found = simplestMatch(withoutZeros(observations, zerosMissed), options, maxFaults);
    return found && { ...found, zerosMissed };
  };
  // A habit shows in all of them and beside other faults; an oversight, in one.
  return zeros.reduce<Match | null>((found, name) => found ?? missing([name], 0), missing(zeros, MAX_FAULTS));
}

/** Whether any step led to a finite number. */
export const hasNumbers = (observations: readonly Observation[]): boolean =>
  observations.some(({ rows }) => rows.some((row) => row.some((theta) => theta.some(Number.isFinite))));

/** Also where there are no rows. A rule that returns its input is no optimizer with whatever faults would come to that. */
const standsStill = ({ starts, rows }: Observation): boolean =>
  rows.every((row) => row.every((theta, p) => theta.every((x, i) => x === starts[p]![i])));

/** What is given to a rule that takes a zero among `names` for a missing value. */
function withoutZeros(
  observations: readonly Observation[],
  names: readonly HyperparameterName[],
): Observation[] {
  const isKept = ([name, value]: [string, number]) => value !== 0 || !names.some((missed) => missed === name);
  return observations.map((observation) => ({
    ...observation,
    given: observation.given.map((hyperparameters) =>
      Object.fromEntries(Object.entries(hyperparameters).filter(isKept)),
    ),
  }));
}

function simplestMatch(
  observations: readonly Observation[],
  options: SearchOptions,
  maxFaults = MAX_FAULTS,
): Match | null {
  const { expected, defaults, preferred = [] } = options;
  const firstExplaining = (candidates: readonly Candidate[]): Match | null => {
    const found = candidates.find(({ optimizer, point }) =>
      explains(point, observations, (given) => completeHyperparameters(given, defaults, optimizer.defaults)),
    );
    return found ? { ...found, wrongDefaults: {}, ignoresGiven: false, zerosMissed: [] } : null;
  };
  const accepted = preferred.map((point): Candidate => ({ optimizer: expected, point, faults: [] }));
  // Where nothing is a number, a mistake of any optimizer that divides by zero would explain it.
  const others = hasNumbers(observations) ? OPTIMIZERS.filter(({ name }) => name !== expected.name) : [];
  const own = candidatesOf(expected);
  for (let faults = 0; faults <= maxFaults; faults++) {
    const simpler = faults === 0 ? [] : own[faults - 1]!;
    const match =
      firstExplaining(faults === 0 ? [...accepted, ...own[0]!] : own[faults]!) ??
      withWrongHyperparameters(faults === 1 ? [...accepted, ...simpler] : simpler, observations, options) ??
      firstExplaining(others.flatMap((optimizer) => candidatesOf(optimizer)[faults]!));
    if (match) return match;
  }
  return null;
}

/** Points of the expected optimizer that would explain everything with other hyperparameters than they should use. */
function withWrongHyperparameters(
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
  const complete: Complete = (given) =>
    completeHyperparameters(given, options.defaults, options.expected.defaults);
  for (const candidate of candidates) {
    if (explains(candidate.point, explicit, complete)) {
      const match = withOtherDefaults(candidate, leaning, options);
      if (match) return match;
    } else if (ignoresGiven(candidate, observations, leaning, options)) {
      return { ...candidate, wrongDefaults: {}, ignoresGiven: true, zerosMissed: [] };
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
  const frozen: Complete = () => completeHyperparameters({}, defaults, candidate.optimizer.defaults);
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
    explains(candidate.point, leaning, (given) => completeHyperparameters(given, { ...defaults, ...other }));
  const result = (wrongDefaults: Hyperparameters): Match => ({
    ...candidate,
    faults: [...candidate.faults, 'wrong-default'],
    wrongDefaults,
    ignoresGiven: false,
    zerosMissed: [],
  });
  const single = names.flatMap((name) => TYPICAL_VALUES[name].map((value) => ({ [name]: value })));
  for (const other of single) if (explainsWith(other)) return result(other);
  for (const [index, first] of single.entries()) {
    for (const second of single.slice(index + 1)) {
      if (Object.keys(first)[0] === Object.keys(second)[0]) continue;
      const both = { ...first, ...second };
      if (explainsWith(both)) return result(both);
    }
  }
  return null;
}
