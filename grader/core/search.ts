/**
 * The search behind a diagnosis: which point of the design space takes the very steps that were observed? Candidates come
 * from the simplest explanation to the most involved one, always in the same order, and the first that explains
 * everything is it: fewer faults first; among as many, the expected optimizer before the others and a fault of the rule
 * before a wrong default; then by convention and by how common the faults are.
 */
import { completing } from '../optimizers/hyperparameters.ts';
import { OPTIMIZERS } from '../optimizers/index.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import {
  candidatesWithThree,
  candidatesWithTwoRare,
  levelsOf,
  MAX_FAULTS,
  OWN_OPTIMIZERS,
  RARE,
  type Candidate,
  type Pairs,
} from './candidates.ts';
import { hasNumbers, READS_RIGHTLY, type Match, type SearchOptions } from './match.ts';
import { explains } from './observation.ts';
import type { Observation } from '../episode.ts';
import { DECAYS, withFixed } from './misreadings.ts';
import { partsOf, readApart, readingsOf, withStateLost } from './apart.ts';
import { otherKey } from './keys.ts';
import { plausible } from './screen.ts';
import { withOneAltered, withOneUnknown, withOwnWeight, withStepScaled } from './unknowns.ts';
import { fixedMatch, withOneFixed, withOwnValues, withTwoFixed, withWrongHyperparameters } from './values.ts';
import type { Convention, FaultId, HyperparameterName, Hyperparameters } from '../terms.ts';

const cache = new Map<string, { levels: Candidate[][]; further: Generator<Candidate[], void> }>();

/** Made once, since they depend on nothing else. */
function once<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

const isOwn = ({ point }: Optimizer): readonly Convention[] =>
  point.velocity?.nesterov === 'no' ? OWN_OPTIMIZERS : [];

/** Another optimizer with a rare fault, or with two beside a mechanism of its own, would be a far-fetched name for a rule. */
const isCommon = ({ point, faults }: Candidate): boolean =>
  !faults.some((id) => RARE.has(id)) && (point.twist === null || faults.length < 2);

/** Without what makes it another it is none: AMSGrad whose maximum is that of no averages, Adam that divides by nothing. */
const isItself = ({ point: { second, root, forgets } }: Candidate): boolean =>
  !(second?.keepsMaximum && forgets.includes('second')) && !(typeof root === 'object' && root.power === 0);

/** What is looked for in other optimizers, by the number of faults. */
const commonOfOthers = (expected: Optimizer, faults: number): Candidate[] =>
  once(lists, `others ${expected.name} ${faults}`, () =>
    OPTIMIZERS.filter(({ name, isWrapped }) => name !== expected.name && !isWrapped).flatMap((optimizer) =>
      candidatesOf(optimizer, faults).filter((candidate) => isCommon(candidate) && isItself(candidate)),
    ),
  );

/** The right forms of the expected optimizer and, where numbers say something, of the others. */
const ownValued = (expected: Optimizer, withOthers: boolean): Candidate[] =>
  once(lists, `own values ${expected.name} ${withOthers}`, () => [
    ...candidatesOf(expected, 0),
    ...(withOthers ? commonOfOthers(expected, 0) : []),
  ]);

/** Of a level of an optimizer's candidates those that may be wrong in a value besides. */
const commonOf = (optimizer: Optimizer, faults: number): Candidate[] =>
  once(lists, `${optimizer.name} ${faults}`, () => candidatesOf(optimizer, faults, 'all').filter(isCommon));

/** Of the candidates with one fault those that are rare. */
const rareOf = (optimizer: Optimizer): Candidate[] =>
  once(lists, `${optimizer.name} rare`, () =>
    candidatesOf(optimizer, 1, 'all').filter(({ faults }) => faults.some((id) => RARE.has(id))),
  );

/** Without those that come to the root of something negative. */
const withoutMinus = (optimizer: Optimizer, faults: number): Candidate[] =>
  once(lists, `${optimizer.name} ${faults} without minus`, () =>
    candidatesOf(optimizer, faults, 'all').filter(({ point }) => point.minus === null),
  );

const lists = new Map<string, Candidate[]>();

/** Candidates of one optimizer that are so many faults away. */
function candidatesOf(optimizer: Optimizer, faults: number, pairs: Pairs = 'common'): Candidate[] {
  const { levels, further } = once(cache, `${optimizer.name} ${pairs}`, () => ({
    levels: [] as Candidate[][],
    further: levelsOf(optimizer, isOwn(optimizer), { pairs }),
  }));
  while (levels.length <= faults) {
    const { value, done } = further.next();
    if (done) throw new RangeError(`nothing is ${faults} faults away`);
    levels.push(value);
  }
  return levels[faults]!;
}

const threes = new Map<string, Candidate[]>();
const withThree = (optimizer: Optimizer): Candidate[] =>
  once(threes, optimizer.name, () => candidatesWithThree(optimizer, isOwn(optimizer)));
const withTwoRare = (optimizer: Optimizer): Candidate[] =>
  once(threes, `${optimizer.name} rare`, () => candidatesWithTwoRare(optimizer, isOwn(optimizer)));

/** The point that explains all observations, or null. */
export function searchSpace(observations: readonly Observation[], options: SearchOptions): Match | null {
  if (neverMoves(observations)) return null;
  const match =
    simpleMatch(observations, options) ??
    furtherMatch(observations, options) ??
    whereWrong(observations, options);
  return match && withOtherKeys(match, options);
}

/**
 * The same or, where nothing explains all of them, what explains a part. What explains all explains the part as well: where
 * that is in vain, it is not tried a second time.
 */
export function searchWithPart(
  observations: readonly Observation[],
  part: readonly Observation[],
  options: SearchOptions,
): { match: Match | null; isOfPart: boolean } {
  const simple = neverMoves(observations) ? null : simpleMatch(observations, options);
  if (simple) return { match: withOtherKeys(simple, options), isOfPart: false };
  const moves = !neverMoves(part);
  const ofPart = moves ? (simpleMatch(part, options) ?? furtherMatch(part, options)) : null;
  const ofAll = (ofPart && furtherMatch(observations, options)) ?? whereWrong(observations, options);
  const match = ofAll ?? ofPart ?? (moves ? whereWrong(part, options) : null);
  return { match: match && withOtherKeys(match, options), isOfPart: ofAll === null };
}

const simpleMatch = (observations: readonly Observation[], options: SearchOptions): Match | null =>
  simplestMatch(observations, options) ?? withOtherNames(observations, options);

/** What takes a value to be solved for, a habit in reading the config, or more faults. */
function furtherMatch(observations: readonly Observation[], options: SearchOptions): Match | null {
  // Where the first test comes to no number, nearly everything is to be tried in all of the others.
  if (!hasNumbers(observations.slice(0, 1))) return null;
  const { expected } = options;
  const right = candidatesOf(expected, 0);
  const rare = withTwoRare(expected);
  const single = candidatesOf(expected, 1, 'all');
  const pairs = candidatesOf(expected, 2, 'all');
  const { plain, bare } = partsOf(observations, options);
  const readings = readingsOf(observations, options);
  const apart = (...lists: (readonly Candidate[])[]) => readApart(lists, observations, options, readings);
  /** What says a number is asked where reading plays no part, and how the rule reads after that. */
  const read = (by: (seen: readonly Observation[]) => Match | null, seen = plain): Match | null => {
    const found = hasNumbers(seen) ? by(seen) : seen === plain ? by(observations) : null;
    return found && readings(found);
  };
  return (
    withBorrowedDecay(observations, options) ??
    rightButRead(readings, options) ??
    apart(single) ??
    read((seen) => withOneUnknown(right, seen, options)) ??
    // A number may show in none of the tests that give everything.
    withOneUnknown(right, observations, options) ??
    read((seen) => withOneAltered(right, seen, options)) ??
    read((seen) => withOwnWeight(right, seen, options)) ??
    withManyFaults(observations, options) ??
    withOneFixed(rareOf(expected), observations, options) ??
    read((seen) => withStepScaled(single, seen, options)) ??
    read((seen) => withStepScaled(candidatesOf(expected, 2), seen, options)) ??
    apart(commonOfOthers(expected, 0), pairs) ??
    withTwoFixed(options.preferred ?? right.map(({ point }) => point), observations, options) ??
    withOwnBesideFault(observations, options) ??
    read((seen) => withOneFixed(right, seen, options)) ??
    read((seen) => withOneFixed(single, seen, options)) ??
    read((seen) => withOneFixed(pairsBesideFixed(expected), seen, options)) ??
    read((seen) => withStepScaled(single, seen, options), bare) ??
    read((seen) => withStepScaled(candidatesOf(expected, 2), seen, options), bare) ??
    apart(withThree(expected), rare) ??
    withStateLost([single, pairs, rare], observations, options, readings)
  );
}

/** The expected optimizer by any convention, with nothing wrong but how it reads its hyperparameters. */
function rightButRead(readings: (match: Match) => Match | null, { expected }: SearchOptions): Match | null {
  for (const candidate of candidatesOf(expected, 0)) {
    const match = readings({ ...candidate, ...READS_RIGHTLY });
    if (match) return match;
  }
  return null;
}

/** More pairs are not tried with every value that people write. */
const MANY_PAIRS = 8000;

const pairsBesideFixed = (expected: Optimizer): Candidate[] =>
  once(lists, `${expected.name} beside a fixed value`, () => {
    const all = [...candidatesOf(expected, 2, 'all'), ...withTwoRare(expected)];
    return all.length < MANY_PAIRS ? all : candidatesOf(expected, 2);
  });

/** Three common faults, or two rare ones. */
const withManyFaults = (observations: readonly Observation[], options: SearchOptions): Match | null =>
  withMoreFaults(withThree(options.expected), observations, options) ??
  withMoreFaults(withTwoRare(options.expected), observations, options);

/** A hyperparameter that the question does not have beside a common fault, in the expected optimizer or another one. */
const withOwnBesideFault = (observations: readonly Observation[], options: SearchOptions): Match | null =>
  hasNumbers(observations) ? withOwnValues(ownBesideFault(options.expected), observations, options) : null;

const ownBesideFault = (expected: Optimizer): Candidate[] =>
  once(lists, `own values beside a fault ${expected.name}`, () => [
    ...commonOf(expected, 1),
    ...commonOfOthers(expected, 1),
  ]);

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

/** Whatever a program asks for under another name has its default, and the rule may have other faults besides. */
function withOtherNames(observations: readonly Observation[], options: SearchOptions): Match | null {
  const { defaults, source = '' } = options;
  const entries = Object.entries(defaults) as [HyperparameterName, number][];
  const asked = entries.filter(([name]) => otherKey(name, source) !== null);
  if (asked.length === 0 || !hasNumbers(observations)) return null;
  const read = asked.reduce<readonly Observation[]>(
    (seen, [name, value]) => withFixed(seen, name, value),
    observations,
  );
  const match = simplestMatch(read, options);
  return match && fixedMatch(match, Object.fromEntries(asked));
}

/** Another optimizer whose decay rate is one that the question has: RMSProp with β₂, or momentum with the rate of RMSProp. */
function withBorrowedDecay(
  observations: readonly Observation[],
  { expected, defaults }: SearchOptions,
): Match | null {
  if (!hasNumbers(observations)) return null;
  const own = DECAYS.filter((name) => name in defaults);
  for (const candidate of commonOfOthers(expected, 0)) {
    const missing = DECAYS.filter((name) => name in candidate.optimizer.defaults && !(name in defaults));
    if (missing.length !== 1) continue;
    for (const name of own) {
      const complete = completing(defaults, candidate.optimizer.defaults);
      const borrowing = (given: Hyperparameters) => {
        const all = complete(given);
        return { ...all, [missing[0]!]: all[name] };
      };
      if (explains(candidate.point, observations, borrowing)) return { ...candidate, ...READS_RIGHTLY };
    }
  }
  return null;
}

/** Fewer wrong episodes than these could be explained by too much. */
const ENOUGH = 4;

/** A fault that does not show in some episodes, such as an array that a single number is none of. */
function whereWrong(observations: readonly Observation[], options: SearchOptions): Match | null {
  const { expected, defaults, preferred = [] } = options;
  const complete = completing(defaults);
  const right = [...preferred, ...candidatesOf(expected, 0).map(({ point }) => point)];
  const isRight = (observation: Observation) =>
    right.some((point) => explains(point, [observation], complete));
  const wrong = observations.filter((observation) => !isRight(observation));
  if (wrong.length < ENOUGH || wrong.length === observations.length || !hasNumbers(wrong)) return null;
  const explaining = plausible(
    candidatesOf(expected, 1),
    wrong[0]!,
    () => complete,
    JSON.stringify(defaults),
  );
  const found = explaining.find(({ point }) => explains(point, wrong, complete));
  return found ? { ...found, ...READS_RIGHTLY, onlyWhereWrong: true } : null;
}

function withMoreFaults(
  candidates: readonly Candidate[],
  observations: readonly Observation[],
  { defaults }: SearchOptions,
): Match | null {
  if (!hasNumbers(observations)) return null;
  const complete = completing(defaults);
  const key = JSON.stringify(defaults);
  const found = plausible(candidates, observations[0]!, () => complete, key).find(({ point }) =>
    explains(point, observations, complete),
  );
  return found ? { ...found, ...READS_RIGHTLY } : null;
}

/** Every step gives back the parameters that it was given. */
export const neverMoves = (observations: readonly Observation[]): boolean => observations.every(standsStill);

/** Also where there are no rows. A rule that returns its input is no optimizer with whatever faults would come to that. */
const standsStill = ({ starts, rows }: Observation): boolean =>
  rows.every((row) => row.every((theta, p) => theta.every((x, i) => x === starts[p]![i])));

function simplestMatch(observations: readonly Observation[], options: SearchOptions): Match | null {
  const { expected, defaults, preferred = [] } = options;
  const completes = new Map(OPTIMIZERS.map((each) => [each, completing(defaults, each.defaults)]));
  const completeOf = ({ optimizer }: Candidate) => completes.get(optimizer)!;
  const key = JSON.stringify(defaults);
  const firstExplaining = (candidates: readonly Candidate[]): Match | null => {
    const found = plausible(candidates, observations[0]!, completeOf, key).find((candidate) =>
      explains(candidate.point, observations, completeOf(candidate)),
    );
    return found ? { ...found, ...READS_RIGHTLY } : null;
  };
  const accepted = preferred.map((point): Candidate => ({ optimizer: expected, point, faults: [] }));
  // Where nothing is a number, a mistake of any optimizer that divides by zero would explain it.
  const isNumeric = hasNumbers(observations);
  const others = (faults: number) => (isNumeric ? commonOfOthers(expected, faults) : []);
  // A root of something negative is no number either, but that may come from anywhere.
  const own = (faults: number) =>
    isNumeric ? candidatesOf(expected, faults, 'all') : withoutMinus(expected, faults);
  // Two mistakes that both lead nowhere are one too many to guess.
  const most = isNumeric ? MAX_FAULTS : 1;
  for (let faults = 0; faults <= most; faults++) {
    const simpler = faults === 0 ? [] : own(faults - 1);
    const match =
      firstExplaining(faults === 0 ? [...accepted, ...own(0)] : own(faults)) ??
      withWrongHyperparameters(faults === 1 ? [...accepted, ...simpler] : simpler, observations, options) ??
      withOneFixed(faults === 0 ? [] : commonOf(expected, faults - 1), observations, options) ??
      firstExplaining(others(faults)) ??
      (faults === 0 ? withOwnValues(ownValued(expected, isNumeric), observations, options) : null);
    if (match) return match;
  }
  return null;
}
