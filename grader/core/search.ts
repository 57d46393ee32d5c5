/**
 * The search behind a diagnosis: which point of the design space takes the very steps that were observed?
 * Candidates come from the simplest explanation to the most involved one; the first that explains everything is it.
 */
import { allConventions } from '../optimizers/conventions.ts';
import { FAULT_LIST } from '../optimizers/faults/index.ts';
import { completeHyperparameters } from '../optimizers/hyperparameters.ts';
import { OPTIMIZERS } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Point } from '../optimizers/space.ts';
import { explains, type Complete, type Observation } from './observation.ts';
import type { FaultId, HyperparameterName, Hyperparameters } from './terms.ts';

export interface Candidate {
  optimizer: Optimizer;
  point: Point;
  faults: FaultId[];
}

export interface Match extends Candidate {
  /** Defaults of the rule that differ from the question's, with the values that explain it. */
  wrongDefaults: Hyperparameters;
  /** Hyperparameters given in the config that the rule does not follow. */
  ignoresGiven: boolean;
}

export interface SearchOptions {
  /** The optimizer that was asked for; explanations by it come first. */
  expected: Optimizer;
  /** The question's defaults. */
  defaults: Hyperparameters;
  /** Points to try before all others, such as the accepted conventions. */
  preferred?: readonly Point[];
}

const MAX_FAULTS = 2;

/** The points `faults` faults away from an optimizer, each with the faults on the way. */
const cache = new Map<string, Candidate[][]>();

/** Candidates of one optimizer by their number of faults; made once, since they depend on nothing else. */
function candidatesOf(optimizer: Optimizer): Candidate[][] {
  const known = cache.get(optimizer.name);
  if (known) return known;
  const seen = new Set<string>();
  const isNew = (candidate: Candidate) => {
    const key = JSON.stringify(candidate.point);
    return !seen.has(key) && seen.add(key);
  };
  // EMA momentum is an optimizer of its own here; as a mere convention of momentum it would never be named.
  const isMomentum = optimizer.point.velocity?.nesterov === 'no';
  const levels: Candidate[][] = [
    allConventions(optimizer.point, isMomentum ? ['ema-momentum', 'heavy-ball'] : [])
      .map((point) => ({ optimizer, point, faults: [] }))
      .filter(isNew),
  ];
  for (let level = 1; level <= MAX_FAULTS; level++) {
    levels.push(
      levels[level - 1]!.flatMap((candidate) =>
        FAULT_LIST.filter((fault) => !candidate.faults.includes(fault.id)).flatMap((fault) =>
          fault
            .apply(candidate.point)
            .map((point) => ({ optimizer, point, faults: [...candidate.faults, fault.id] })),
        ),
      ).filter(isNew),
    );
  }
  cache.set(optimizer.name, levels);
  return levels;
}

/** From the simplest to the most involved: fewer faults first, and the expected optimizer before the others. */
function* candidates({ expected, preferred = [] }: SearchOptions): Generator<Candidate> {
  for (const point of preferred) yield { optimizer: expected, point, faults: [] };
  const others = OPTIMIZERS.filter((optimizer) => optimizer.name !== expected.name);
  for (let level = 0; level <= MAX_FAULTS; level++) {
    for (const optimizer of [expected, ...others]) yield* candidatesOf(optimizer)[level]!;
  }
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
  if (observations.every((observation) => observation.rows.length === 0)) return null;
  const names = Object.keys(options.expected.defaults) as HyperparameterName[];
  const isExplicit = (observation: Observation) =>
    observation.given.every((given) => names.every((name) => given[name] !== undefined));
  const explicit = observations.filter(isExplicit);
  const leaning = observations.filter((observation) => !isExplicit(observation));
  const completeFor =
    (optimizer: Optimizer): Complete =>
    (given) =>
      completeHyperparameters(given, options.defaults, optimizer.defaults);

  for (const candidate of candidates(options)) {
    const complete = completeFor(candidate.optimizer);
    if (explains(candidate.point, observations, complete)) {
      return { ...candidate, wrongDefaults: {}, ignoresGiven: false };
    }
    const fewFaults = candidate.faults.length < MAX_FAULTS && candidate.optimizer === options.expected;
    if (!fewFaults || leaning.length === 0 || explicit.length === 0) continue;
    if (explains(candidate.point, explicit, complete)) {
      const match = withOtherDefaults(candidate, leaning, options);
      if (match) return match;
    } else if (ignoresGiven(candidate, observations, leaning, options)) {
      return { ...candidate, wrongDefaults: {}, ignoresGiven: true };
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
