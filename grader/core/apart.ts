/**
 * Faults of the step and faults of how a program reads its hyperparameters have nothing to do with each other, and are looked for one
 * after the other: the step's in tests in which reading plays no part, and in what is read those that explain the other tests. So many of
 * one kind go with as many of the other, at the cost of their sum. Pure.
 */
import type { Observation } from '../episode.ts';
import { completing } from '../optimizers/hyperparameters.ts';
import { stateFrozen } from '../optimizers/faults/state-frozen.ts';
import { stateNotKept } from '../optimizers/faults/state-not-kept.ts';
import type { Point } from '../optimizers/space.ts';
import type { FaultId, HyperparameterName } from '../terms.ts';
import type { Candidate } from './candidates.ts';
import { hasNumbers, READS_RIGHTLY, type Match, type SearchOptions } from './match.ts';
import {
  mayBeKept,
  namesOfZeros,
  namesThatChange,
  subsetsOf,
  withFixed,
  withOthers,
  withoutChanges,
  withoutLater,
  withoutZeros,
} from './misreadings.ts';
import { explains, type Complete } from './observation.ts';
import { plausible } from './screen.ts';
import { alteringAll } from './unknowns.ts';
import { withOtherDefaults } from './values.ts';

/** One way to read the hyperparameters: what a rule goes by then, and what is said of it. */
interface Reading {
  of: (observations: readonly Observation[]) => readonly Observation[];
  says: (match: Match) => Match;
}

const AS_GIVEN: Reading = { of: (observations) => observations, says: (match) => match };

const withFault = (match: Match, ...faults: FaultId[]): FaultId[] => [
  ...new Set([...match.faults, ...faults]),
];

const after = (first: Reading, second: Reading): Reading => ({
  of: (observations) => second.of(first.of(observations)),
  says: (match) => second.says(first.says(match)),
});

/** What was observed, by what can show in it. */
export interface Parts {
  all: readonly Observation[];
  /** Every hyperparameter is given, none is zero and none changes: whatever the defaults are, and how zeros are read. */
  plain: readonly Observation[];
  /** Nothing is given: whatever is fixed at its default, or asked for by another name. */
  bare: readonly Observation[];
  /** Those in which something is zero or changes. */
  special: readonly Observation[];
  /** Those in which something is left out. */
  leaning: readonly Observation[];
}

export function partsOf(all: readonly Observation[], { expected }: SearchOptions): Parts {
  const names = Object.keys(expected.defaults) as HyperparameterName[];
  const isSpecial = (each: Observation) =>
    namesOfZeros([each]).length > 0 || namesThatChange([each]).length > 0;
  const isExplicit = ({ given }: Observation) =>
    given.every((hyperparameters) => names.every((name) => hyperparameters[name] !== undefined));
  const taken = all.filter(({ rows }) => rows.length > 0);
  const [special, steady] = [taken.filter(isSpecial), taken.filter((each) => !isSpecial(each))];
  return {
    all,
    plain: steady.filter(isExplicit),
    bare: steady.filter(({ given }) => Object.keys(given[0]!).length === 0),
    special,
    leaning: steady.filter((each) => !isExplicit(each)),
  };
}

/** What is read at all: a name that is written out as its default, another's, or nothing after the first step. */
function sourcesOf({ defaults }: SearchOptions): Reading[] {
  const entries = Object.entries(defaults) as [HyperparameterName, number][];
  const fixed = subsetsOf(entries)
    .filter(({ length }) => length < Math.max(2, entries.length))
    .map((some): Reading => ({
      of: (observations) => some.reduce((read, [name, value]) => withFixed(read, name, value), observations),
      says: (match) => ({
        ...match,
        faults: withFault(match, 'hyperparameter-fixed'),
        fixedValues: { ...match.fixedValues, ...Object.fromEntries(some) },
      }),
    }));
  const others = entries.flatMap(([name]) =>
    entries
      .filter(([other]) => other !== name)
      .map(([other]): Reading => ({
        of: (observations) => withOthers(observations, name, other),
        says: (match) => ({
          ...match,
          faults: withFault(match, 'reads-other-key'),
          otherKeys: { [name]: other },
        }),
      })),
  );
  const lost: Reading = {
    of: withoutLater,
    says: (match) => ({ ...match, faults: withFault(match, 'state-not-kept'), losesGiven: true }),
  };
  return [AS_GIVEN, ...fixed, ...others, lost];
}

/** What becomes of zeros and of changes: a habit shows in all names, an oversight in some. */
function habitsOf(observations: readonly Observation[]): Reading[] {
  const zeros = subsetsOf(namesOfZeros(observations)).map((names): Reading => ({
    of: (seen) => withoutZeros(seen, names),
    says: (match) => ({ ...match, faults: withFault(match, 'zero-taken-for-missing'), zerosMissed: names }),
  }));
  const changing = namesThatChange(observations);
  const others = changing.filter(mayBeKept);
  const isKept = (names: HyperparameterName[]): Reading => ({
    of: (seen) => withoutChanges(seen, names),
    says: (match) =>
      names.every(mayBeKept)
        ? match
        : { ...match, faults: withFault(match, 'hyperparameter-fixed'), keepsRate: true },
  });
  // What is read in one place stays together; what may be kept is no fault, and comes first.
  const groups = [
    ...changing.map((name) => [name]),
    ...[others, changing].filter(({ length }) => length > 1),
  ];
  const allowed = groups.filter((names) => names.every(mayBeKept)).map(isKept);
  const missing = groups.filter((names) => !names.every(mayBeKept)).map(isKept);
  const both = zeros.flatMap((zero) => [...allowed, ...missing].map((change) => after(zero, change)));
  return [AS_GIVEN, ...allowed, ...zeros, ...missing, ...both];
}

/** What a reading makes of each part; made when it is asked for. */
function reader(parts: Parts) {
  const known = new Map<Reading, Partial<Record<keyof Parts, readonly Observation[]>>>();
  return (reading: Reading, part: keyof Parts): readonly Observation[] => {
    const read = known.get(reading) ?? {};
    known.set(reading, read);
    return (read[part] ??= reading.of(parts[part]));
  };
}

/** What a rule completes its hyperparameters with. */
function completeOf(
  { optimizer, ownValues, wrongDefaults, fixedValues, altered }: Match,
  options: SearchOptions,
): Complete {
  const defaults = { ...options.defaults, ...ownValues, ...wrongDefaults };
  return alteringAll(completing(defaults, optimizer.defaults, fixedValues), altered);
}

/**
 * Says of a rule of which nothing but the steps is known how it reads its hyperparameters; null where no way explains all
 * that was observed.
 */
export function readingsOf(
  observations: readonly Observation[],
  options: SearchOptions,
): (match: Match) => Match | null {
  const parts = partsOf(observations, options);
  const sources = sourcesOf(options);
  const habits = habitsOf(observations);
  const read = reader(parts);
  const readAfter = new Map<Reading, ReturnType<typeof reader>>();
  const afterOf = (source: Reading) => {
    const made =
      readAfter.get(source) ??
      reader({ ...parts, all: read(source, 'all'), special: read(source, 'special') });
    readAfter.set(source, made);
    return made;
  };
  return (match) => {
    const { point } = match;
    for (const source of sources) {
      const sourced = source.says(match);
      const complete = completeOf(match, options);
      if (!explains(point, read(source, 'plain'), complete)) continue;
      const leaning = read(source, 'leaning');
      const defaulted = explains(point, leaning, complete)
        ? sourced
        : match.optimizer === options.expected && parts.plain.length > 0 && parts.leaning.length > 0
          ? withOtherDefaults(sourced, leaning, options)
          : null;
      if (!defaulted) continue;
      const ofAll = completeOf({ ...match, wrongDefaults: defaulted.wrongDefaults }, options);
      const readFurther = afterOf(source);
      for (const habit of habits)
        if (
          explains(point, readFurther(habit, 'special'), ofAll) &&
          explains(point, readFurther(habit, 'all'), ofAll)
        )
          return habit.says(defaulted);
    }
    return null;
  };
}

/** What a rule shares between its parameters depends on every test before. */
const isForgetful = ({ sharesState, sharesWhen }: Point): boolean =>
  sharesState === 'no' || sharesWhen === 'within-episode';

/** Those of which the steps are the ones observed, one after another. */
function* explaining(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  { defaults }: SearchOptions,
): Generator<Candidate> {
  const completes = new Map<unknown, Complete>();
  const of = ({ optimizer }: Candidate) => {
    const known = completes.get(optimizer) ?? completing(defaults, optimizer.defaults);
    completes.set(optimizer, known);
    return known;
  };
  for (const candidate of plausible(candidates, observations[0]!, of, JSON.stringify(defaults)))
    if (isForgetful(candidate.point) && explains(candidate.point, observations, of(candidate)))
      yield candidate;
}

/** Each list with each group of tests in which a part of the reading plays none. */
function* attempts(
  lists: readonly (readonly Candidate[])[],
  observations: readonly Observation[],
  options: SearchOptions,
): Generator<{ candidates: readonly Candidate[]; apart: readonly Observation[] }> {
  const { plain, bare } = partsOf(observations, options);
  for (const candidates of lists)
    for (const apart of [plain, bare].filter(hasNumbers)) yield { candidates, apart };
}

/** More would explain the few tests in which reading plays no part, and none of the others. */
const ENOUGH = 32;

/**
 * The first of the candidates that explains the tests in which reading plays no part, and all others by some way of reading.
 *
 * @param readings of `readingsOf`
 */
export function readApart(
  lists: readonly (readonly Candidate[])[],
  observations: readonly Observation[],
  options: SearchOptions,
  readings: (match: Match) => Match | null,
): Match | null {
  for (const { candidates, apart } of attempts(lists, observations, options)) {
    let tried = 0;
    for (const candidate of explaining(candidates, apart, options)) {
      const match = readings({ ...candidate, ...READS_RIGHTLY });
      if (match) return match;
      if (++tried === ENOUGH) break;
    }
  }
  return null;
}

/** Where the first step goes along with more of them, it is right, and says nothing of them. */
const MANY = 500;

/** What shows from the second step on, beside faults that show in the first: what is not kept, or never replaced. */
export function withStateLost(
  lists: readonly (readonly Candidate[])[],
  observations: readonly Observation[],
  options: SearchOptions,
  readings: (match: Match) => Match | null,
): Match | null {
  const complete = completing(options.defaults);
  const key = JSON.stringify(options.defaults);
  for (const { candidates, apart } of attempts(lists, observations, options)) {
    const begun = plausible(candidates, apart[0]!, () => complete, key, 1);
    for (const candidate of begun.length < MANY ? begun : [])
      for (const { id, apply } of [stateNotKept, stateFrozen])
        for (const point of isForgetful(candidate.point) ? apply(candidate.point) : []) {
          if (!explains(point, apart, complete)) continue;
          const faults = [...candidate.faults, id];
          const match = readings({ ...candidate, point, faults, ...READS_RIGHTLY });
          if (match) return match;
        }
  }
  return null;
}
