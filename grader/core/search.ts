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
import {
  candidatesByFaults,
  candidatesWithThree,
  MAX_FAULTS,
  OWN_OPTIMIZERS,
  RARE,
  type Candidate,
  type Pairs,
} from './candidates.ts';
import { explains, type Complete } from './observation.ts';
import type { Observation } from '../episode.ts';
import {
  namesOfZeros,
  namesThatChange,
  withFixed,
  withoutChanges,
  withoutLater,
  withoutZeros,
} from './misreadings.ts';
import { otherKey } from './keys.ts';
import { solveFor } from './solve.ts';
import type { Convention, FaultId, HyperparameterName, Hyperparameters } from '../terms.ts';
import { TYPICAL_VALUES } from './typicalValues.ts';

export interface Match extends Candidate {
  /** Defaults of the rule that differ from the question's, with the values that explain it. */
  wrongDefaults: Hyperparameters;
  /** Hyperparameters given in the config that the rule does not follow. */
  ignoresGiven: boolean;
  /** Hyperparameters of which a given zero is taken for a missing one, as `config.get(name) or default` does. */
  zerosMissed: HyperparameterName[];
  /** Hyperparameters with the value that they have whatever the config says. */
  fixedValues: Hyperparameters;
  /** Hyperparameters of which the value of the first step is kept. */
  changesMissed: HyperparameterName[];
  /** What was given is gone after the first step, since the config that the rule returns does not have it. */
  losesGiven: boolean;
  /** Names under which the program asks for hyperparameters that the config has under theirs. */
  otherKeys: Partial<Record<HyperparameterName, string>>;
  /** Values of hyperparameters that the question does not have. */
  ownValues: Hyperparameters;
}

/** Every hyperparameter is the question's, and read as the config has it. */
export const READS_RIGHTLY: Omit<Match, keyof Candidate> = {
  wrongDefaults: {},
  ignoresGiven: false,
  zerosMissed: [],
  fixedValues: {},
  changesMissed: [],
  losesGiven: false,
  otherKeys: {},
  ownValues: {},
};

export interface SearchOptions {
  /** The optimizer that was asked for; explanations by it come first. */
  expected: Optimizer;
  /** The question's defaults. */
  defaults: Hyperparameters;
  /** The program, to see under which names it asks for its hyperparameters. */
  source?: string;
  /** Points to try before all others, such as the accepted conventions. */
  preferred?: readonly Point[];
}

const cache = new Map<string, Candidate[][]>();

/** Made once, since they depend on nothing else. */
function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

const isOwn = ({ point }: Optimizer): readonly Convention[] =>
  point.velocity?.nesterov === 'no' ? OWN_OPTIMIZERS : [];

/** Another optimizer with a rare fault would be a far-fetched name for a rule. */
const isCommon = ({ faults }: Candidate): boolean => !faults.some((id) => RARE.has(id));

/** Candidates of one optimizer by their number of faults. */
const candidatesOf = (optimizer: Optimizer, pairs: Pairs = 'common'): Candidate[][] =>
  once(cache, `${optimizer.name} ${pairs}`, () =>
    candidatesByFaults(optimizer, isOwn(optimizer), undefined, pairs),
  );

const threes = new Map<string, Candidate[]>();
const withThree = (optimizer: Optimizer): Candidate[] =>
  once(threes, optimizer.name, () => candidatesWithThree(optimizer, isOwn(optimizer)));

/** The point that explains all observations, or null. */
export function searchSpace(observations: readonly Observation[], options: SearchOptions): Match | null {
  if (observations.every(standsStill)) return null;
  const match =
    simplestMatch(observations, options) ??
    withZerosMissed(observations, options) ??
    withOneFixed(observations, options) ??
    withSeveralFixed(observations, options) ??
    withChangesMissed(observations, options) ??
    withGivenLost(observations, options) ??
    withThreeFaults(observations, options);
  return match && withOtherKeys(match, options);
}

/** A value that does not follow the config is the default of a program that asks for it under another name. */
function withOtherKeys(match: Match, { defaults, source = '' }: SearchOptions): Match {
  const fixed = (Object.keys(match.ignoresGiven ? defaults : match.fixedValues) as HyperparameterName[]).map(
    (name) => [name, otherKey(name, source)] as const,
  );
  const otherKeys = Object.fromEntries(fixed.filter(([, key]) => key !== null));
  if (Object.keys(otherKeys).length === 0) return match;
  const isAll = fixed.every(([, key]) => key !== null);
  const faults = match.faults.flatMap((id): FaultId[] =>
    id !== 'hyperparameter-fixed' ? [id] : isAll ? ['reads-other-key'] : [id, 'reads-other-key'],
  );
  return { ...match, faults, otherKeys };
}

/** A given zero is taken for a missing value: a habit shows in all names and beside other faults; an oversight, in some. */
function withZerosMissed(observations: readonly Observation[], options: SearchOptions): Match | null {
  const zeros = namesOfZeros(observations);
  if (zeros.length === 0) return null;
  const read = (names: HyperparameterName[]) => withoutZeros(observations, names);
  const missing = (found: Match | null, zerosMissed: HyperparameterName[]): Match | null =>
    found && { ...found, faults: [...found.faults, 'zero-taken-for-missing'], zerosMissed };
  const habit = missing(simplestMatch(read(zeros), options), zeros);
  return subsetsOf(zeros).reduce<Match | null>(
    (found, names) => found ?? missing(rightBut(read(names), options), names),
    habit,
  );
}

/** The non-empty subsets, small ones first. */
function subsetsOf<T>(items: readonly T[]): T[][] {
  const subsets = items.reduce<T[][]>((all, item) => [...all, ...all.map((some) => [...some, item])], [[]]);
  return subsets.slice(1).sort((a, b) => a.length - b.length);
}

/** One hyperparameter has the same value whatever the config says: the question's default, a typical one or any other. */
function withOneFixed(observations: readonly Observation[], options: SearchOptions): Match | null {
  if (!hasNumbers(observations)) return null;
  const { expected, defaults } = options;
  for (const [name, value] of Object.entries(defaults) as [HyperparameterName, number][]) {
    for (const fixed of [value, ...TYPICAL_VALUES[name]]) {
      const match = rightBut(withFixed(observations, name, fixed), options);
      if (match) return fixedMatch(match, { [name]: fixed });
    }
    for (const candidate of candidatesOf(expected)[0]!) {
      const unknown = {
        name,
        start: value,
        complete: (x: number): Complete => completeWith(name, x, defaults),
      };
      const fixed = solveFor(candidate.point, observations, unknown);
      if (fixed !== null) return fixedMatch({ ...candidate, ...READS_RIGHTLY }, { [name]: fixed });
    }
  }
  return null;
}

const completeWith =
  (name: HyperparameterName, value: number, defaults: Hyperparameters): Complete =>
  (given) =>
    completeHyperparameters({ ...given, [name]: value }, defaults);

/** Several hyperparameters are written out as numbers, those of the question, be the rule right or not. */
function withSeveralFixed(observations: readonly Observation[], options: SearchOptions): Match | null {
  if (!hasNumbers(observations)) return null;
  const { expected, defaults } = options;
  const entries = Object.entries(defaults) as [HyperparameterName, number][];
  const shapes = entries.filter(([name]) => name !== 'learning_rate');
  for (const fixed of subsetsOf(entries).filter(({ length }) => length > 1 && length < entries.length)) {
    const values = Object.fromEntries(fixed) as Hyperparameters;
    const read = fixed.reduce<readonly Observation[]>(
      (seen, [name, value]) => withFixed(seen, name, value),
      observations,
    );
    const isAllButRate = fixed.length === shapes.length && !('learning_rate' in values);
    const match = isAllButRate
      ? candidatesOf(expected)
          .flat()
          .find(({ point }) => explains(point, read, (given) => completeHyperparameters(given, defaults)))
      : rightBut(read, options);
    if (match) return fixedMatch({ ...match, ...READS_RIGHTLY }, values);
  }
  return null;
}

const fixedMatch = (match: Match, fixedValues: Hyperparameters): Match => ({
  ...match,
  faults: [...match.faults, 'hyperparameter-fixed'],
  fixedValues,
});

/** One or all of the hyperparameters that change between steps stay as they are at the first. */
function withChangesMissed(observations: readonly Observation[], options: SearchOptions): Match | null {
  const changing = namesThatChange(observations);
  for (const changesMissed of [...changing.map((name) => [name]), changing]) {
    const match = changesMissed.length > 0 && rightBut(withoutChanges(observations, changesMissed), options);
    if (match) return { ...match, faults: ['hyperparameter-fixed'], changesMissed };
  }
  return null;
}

function withGivenLost(observations: readonly Observation[], options: SearchOptions): Match | null {
  const match = rightBut(withoutLater(observations), options);
  return match && { ...match, faults: ['state-not-kept'], losesGiven: true };
}

function withThreeFaults(observations: readonly Observation[], options: SearchOptions): Match | null {
  if (!hasNumbers(observations)) return null;
  const found = withThree(options.expected).find(({ point }) =>
    explains(point, observations, (given) => completeHyperparameters(given, options.defaults)),
  );
  return found ? { ...found, ...READS_RIGHTLY } : null;
}

/** The expected optimizer by any convention, with nothing wrong but how it reads what `observations` say is given. */
function rightBut(observations: readonly Observation[], options: SearchOptions): Match | null {
  const { expected, defaults } = options;
  const found = candidatesOf(expected)[0]!.find(({ point }) =>
    explains(point, observations, (given) => completeHyperparameters(given, defaults)),
  );
  return found ? { ...found, ...READS_RIGHTLY } : null;
}

/** Whether any step led to another finite number: a coordinate that is not pushed stays one, whatever the rule does. */
export const hasNumbers = (observations: readonly Observation[]): boolean =>
  observations.some(({ starts, rows }) =>
    rows.some((row) =>
      row.some((theta, p) => theta.some((x, i) => Number.isFinite(x) && x !== starts[p]![i])),
    ),
  );

/** Also where there are no rows. A rule that returns its input is no optimizer with whatever faults would come to that. */
const standsStill = ({ starts, rows }: Observation): boolean =>
  rows.every((row) => row.every((theta, p) => theta.every((x, i) => x === starts[p]![i])));

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
    return found ? { ...found, ...READS_RIGHTLY } : null;
  };
  const accepted = preferred.map((point): Candidate => ({ optimizer: expected, point, faults: [] }));
  // Where nothing is a number, a mistake of any optimizer that divides by zero would explain it.
  const others = hasNumbers(observations) ? OPTIMIZERS.filter(({ name }) => name !== expected.name) : [];
  // A root of something negative is no number either, but that may come from anywhere.
  const own = hasNumbers(observations)
    ? candidatesOf(expected, 'all')
    : candidatesOf(expected, 'all').map((level) => level.filter(({ point }) => point.minus === null));
  for (let faults = 0; faults <= maxFaults; faults++) {
    const simpler = faults === 0 ? [] : own[faults - 1]!;
    const match =
      firstExplaining(faults === 0 ? [...accepted, ...own[0]!] : own[faults]!) ??
      withWrongHyperparameters(faults === 1 ? [...accepted, ...simpler] : simpler, observations, options) ??
      firstExplaining(others.flatMap((optimizer) => candidatesOf(optimizer)[faults]!.filter(isCommon))) ??
      (faults === 0
        ? withOwnValues(
            [expected, ...others].flatMap((optimizer) => candidatesOf(optimizer)[0]!),
            observations,
            options,
          )
        : null);
    if (match) return match;
  }
  return null;
}

/**
 * An optimizer with a hyperparameter that the question does not have: an RMSProp with a decay rate of its own for AdaGrad,
 * or weight decay where nobody asked for it. Values at which the hyperparameter does nothing are left out.
 */
function withOwnValues(
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
        const complete: Complete = (given) =>
          completeHyperparameters(given, { ...defaults, ...ownValues }, optimizer.defaults);
        if (explains(point, observations, complete)) return { ...candidate, ...READS_RIGHTLY, ownValues };
      }
    }
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
    ...READS_RIGHTLY,
    faults: [...candidate.faults, 'wrong-default'],
    wrongDefaults,
  });
  const single = names.flatMap((name) => TYPICAL_VALUES[name].map((value) => ({ [name]: value })));
  for (const other of single) if (explainsWith(other)) return result(other);
  for (const name of names) {
    const solved = solveFor(candidate.point, leaning, {
      name,
      start: defaults[name] ?? 0,
      complete: (x) => (given) => completeHyperparameters(given, { ...defaults, [name]: x }),
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
