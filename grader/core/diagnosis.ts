/** Puts into words what the search of the design space found. Pure. */
import type { Diagnosis } from '../findings.ts';
import { conventionsOf } from '../optimizers/conventions.ts';
import { FAULT_LIST } from '../optimizers/faults/index.ts';
import { inWords } from '../optimizers/faults/words.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { hasNoEpsilon, remembersNothing } from './causes.ts';
import type { Divergence } from './compare.ts';
import { expectedAndFound, timesOff } from './messages.ts';
import { formatNumber } from '../numbers.ts';
import type { Match } from './match.ts';
import type { Point } from '../optimizers/space.ts';
import type { Convention, HyperparameterName } from '../terms.ts';

export const CONVENTION_TEXT: Record<Convention, string> = {
  'epsilon-outside-root': 'epsilon outside the root',
  'epsilon-inside-root': 'epsilon inside the root',
  'no-epsilon': 'no epsilon',
  'epsilon-hat': 'epsilon added before the second bias correction',
  'heavy-ball': 'a heavy-ball velocity',
  'ema-momentum': 'an exponential average as velocity',
  'learning-rate-inside-velocity': 'the learning rate inside the velocity',
  'learning-rate-outside-velocity': 'the learning rate outside the velocity',
  'time-from-two': 't = 2 at the first step',
};

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const describe = (conventions: readonly Convention[]) =>
  conventions.length > 0 ? ` with ${list(conventions.map((convention) => CONVENTION_TEXT[convention]))}` : '';

/** Hyperparameters of which one minus their value stands before the new term. */
const DECAYS: ReadonlySet<string> = new Set(['momentum', 'decay_rate', 'beta1', 'beta2']);

/** @param hasNumbers some step led to a finite number; without one, the match is no more than a guess */
export function diagnosisOf(match: Match, expected: Optimizer, hasNumbers = true): Diagnosis {
  const conventions = conventionsOf(match.point);
  return {
    optimizer: match.optimizer.name,
    conventions,
    faults: match.faults,
    message: hasNumbers
      ? sentence(match, expected, conventions)
      : `No step leads to a number. One mistake that does so: ${sentence(match, expected, conventions)} Any other division by zero, or a name that has no value, looks the same.`,
  };
}

function sentence(match: Match, expected: Optimizer, conventions: readonly Convention[]): string {
  const isOther = match.optimizer.name !== expected.name;
  const title = (isOther && match.optimizer.titleOfSteps) || match.optimizer.title;
  const asked = Object.entries(match.otherKeys).map(([name, key]) => `${name} as \`${key}\``);
  if (match.ignoresGiven) {
    if (asked.length > 0)
      return `These are the steps of ${title} with its default hyperparameters: it asks the config for ${list(asked)}.`;
    return `These are the steps of ${title} with its default hyperparameters, whatever the config says. Read them from the config.`;
  }
  const other = isOther ? `, not ${expected.title}` : '';
  // By which conventions it is another one says nothing of what to do.
  const form = isOther ? '' : describe(conventions);
  if (match.losesGiven && match.faults.length < 2) {
    return `This is ${title}, but from the second step on with its default hyperparameters. Does the config that you return still have those that were given?`;
  }
  const missed = match.zerosMissed.length > 0;
  const fixed = Object.entries(match.fixedValues);
  const own = Object.entries(match.ownValues).map(([name, value]) =>
    name === 'clip' && match.point.clips !== expected.point.clips
      ? `its gradient cut to ${match.point.clips === 'norm' ? 'the length' : 'at most'} ${formatNumber(value)}`
      : `${name} ${formatNumber(value)}`,
  );
  if (match.faults.length === 0 && !missed && !match.keepsRate && fixed.length === 0) {
    if (own.length > 0) {
      return `This is ${title}${isOther ? `${other}:` : ', but'} with ${list(own)}, which the question does not have. Take it out.`;
    }
    const forgets = remembersNothing(match.point, expected.point);
    const hint = forgets
      ? ' Nothing of one step reaches the next: what must outlive a call, in the config that you return or in your object?'
      : conventions.includes('no-epsilon')
        ? ' What keeps its divisor away from zero?'
        : isOther
          ? whatDiffers(match.point, expected.point)
          : '';
    return `This is ${title}${form}${other}.${hint}`;
  }
  const faults = match.faults.flatMap((id) => FAULT_LIST.filter((fault) => fault.id === id));
  const defaults = Object.entries(match.wrongDefaults);
  const wrong =
    defaults.length > 1 && defaults.every(([, value]) => Number.isNaN(value))
      ? ['a hyperparameter that is not given has no value']
      : defaults.map(
          ([name, value]) =>
            `${name} ${Number.isNaN(value) ? 'has no value' : `is ${formatNumber(value)}`} when it is not given`,
        );
  const differences = [...faults.map((fault) => inWords(fault, match.point)), ...wrong];
  const hints = faults.map((fault) => fault.hint);
  if (own.length > 0) differences.push(`it has ${list(own)}, which the question does not have`);
  if (wrong.length > 0) hints.push('Compare the defaults with those of the question.');
  if (hasNoEpsilon(match, expected)) {
    differences.push('it has no epsilon');
    hints.push('What keeps its divisor away from zero?');
  }
  if (asked.length > 0 && fixed.length === 0) {
    differences.push(`it reads ${list(asked)} from the config`);
    hints.push('Which name does each of them have there?');
  }
  if (match.losesGiven) {
    differences.push('from the second step on it has its default hyperparameters');
    hints.push('Does the config that you return still have those that were given?');
  }
  if (missed) {
    differences.push(`a 0 given for ${list(match.zerosMissed)} is replaced by the default`);
    hints.push(
      'Zero counts as false, and is below any lower bound: ask whether the name is there, and take the value as it is.',
    );
  }
  if (match.keepsRate) {
    differences.push('learning_rate stays as it was at the first step');
    hints.push('It may change: read it from the config at every step.');
  }
  const altered = Object.entries(match.altered);
  if (altered.length > 0) {
    differences.push(...altered.map(([name, how]) => usedAs(name, how)));
    const isStep = typeof match.altered.learning_rate === 'number';
    hints.push(
      isStep
        ? 'Look for a factor too many or too few.'
        : 'What stands between the config and the place where it is used?',
    );
  }
  if (fixed.length > 0) {
    const isMissing = fixed.length === 1 && match.fixedValues.learning_rate === 1;
    differences.push(
      ...(isMissing
        ? ['no learning rate takes part in its step']
        : fixed.map(([name, value]) => `${name} is ${formatNumber(value)} whatever the config says`)),
    );
    for (const [name, value] of fixed) {
      const other = formatNumber(1 - value);
      if (DECAYS.has(name) && Number(other) === expected.defaults[name as HyperparameterName])
        hints.push(
          `An average with ${other} in its place and its two weights exchanged takes the same steps.`,
        );
    }
    hints.push(
      isMissing
        ? 'By what is the direction multiplied before it is taken off the parameters?'
        : asked.length > 0
          ? `It asks the config for ${list(asked)}.`
          : 'Under which name does the config have it, and is it read there?',
    );
  }
  if (isAlike(match.point)) {
    hints.push('An average without its factor (1 − decay) and without a correction takes the same steps.');
  }
  const where = match.onlyWhereWrong
    ? ' That explains the tests that fail; in the others it does not show.'
    : '';
  return `This is ${title}${other}, but ${list(differences)}.${where} ${hints.join(' ')}`;
}

/** The parts of an optimizer by which two are told apart. */
const PARTS = [
  ['first', 'first moment'],
  ['second', 'second moment'],
  ['velocity', 'velocity'],
  ['firstCorrection', 'bias correction'],
  ['secondCorrection', 'bias correction'],
] as const;

/** What another optimizer has too much, lacks, and has otherwise; empty where none of its parts says it. */
function whatDiffers(point: Point, expected: Point): string {
  const where = (differs: (part: Point[keyof Point], other: Point[keyof Point]) => boolean) => [
    ...new Set(PARTS.filter(([key]) => differs(point[key], expected[key])).map(([, name]) => name)),
  ];
  const beyond = where((part, other) => Boolean(part) && !other);
  const missing = where((part, other) => !part && Boolean(other));
  const otherwise = where(
    (part, other) => Boolean(part) && Boolean(other) && JSON.stringify(part) !== JSON.stringify(other),
  );
  return [
    beyond.length > 0 ? ` The question has no ${beyond.join(' and no ')}.` : '',
    missing.length > 0 ? ` It has no ${missing.join(' and no ')}.` : '',
    otherwise.length > 0 ? ` Compare the ${list(otherwise)} with the question’s.` : '',
  ].join('');
}

/** A factor of the learning rate may stand anywhere in the step. */
function usedAs(name: string, how: string | number): string {
  if (typeof how === 'string') return `${name} is used ${how}`;
  return name === 'learning_rate'
    ? `its step ${timesOff(how)}`
    : `${name} is used multiplied by ${formatNumber(how)}`;
}

/** The correction 1/(1 − β) makes up for the factor (1 − β) of the average's new term at every step. */
const isAlike = ({ fixedPower }: Match['point']): boolean =>
  fixedPower !== null && Object.values(fixedPower).every((power) => power === 1);

/** What an exclusive or comes to is no rule that anybody means. */
export const caretDiagnosis = (expected: Optimizer): Diagnosis => ({
  optimizer: null,
  conventions: [],
  faults: [],
  message: `These are not the steps of ${expected.title}, and its program has the sign ^, which is an exclusive or, not a power: 3 ^ 2 is 1. A power is written **.`,
});

/** Of steps that go by chance nothing can be told by comparing them. */
export const chanceDiagnosis = (expected: Optimizer, draws: string): Diagnosis => ({
  optimizer: null,
  conventions: [],
  faults: [],
  message: `These are not the steps of ${expected.title}, and its program draws numbers by chance, with ${draws}. Where in the algorithm is there any chance?`,
});

/** Said of what the text of a rule has and the algorithm has not. */
const beside = (expected: Optimizer, found: string, what: string): Diagnosis => ({
  optimizer: null,
  conventions: [],
  faults: [],
  message: `These are not the steps of ${expected.title}, and its program has \`${found}\`, with which ${what}. Where in the algorithm is that? Take it out and try again.`,
});

export const roundingDiagnosis = (expected: Optimizer, found: string): Diagnosis =>
  beside(expected, found, 'digits are lost');

export const cuttingDiagnosis = (expected: Optimizer, found: string): Diagnosis =>
  beside(expected, found, 'large numbers are cut off');

/** What a global is by the next step depends on all calls before. */
export const outlivingDiagnosis = (expected: Optimizer, name: string): Diagnosis => ({
  optimizer: null,
  conventions: [],
  faults: [],
  message: `These are not the steps of ${expected.title}, and \`${name}\` outlives the call: every parameter finds there what another has left. Keep it in the config that is returned, and grade again.`,
});

/**
 * Every test sees the right steps, but for the digits that float32 does not have.
 *
 * @param found what the program has that loses digits, if its text shows any
 */
export const singleDiagnosis = (expected: Optimizer, point: Point, found: string | null): Diagnosis => ({
  optimizer: expected.name,
  conventions: conventionsOf(point),
  faults: [],
  message:
    found === null
      ? `This is ${expected.title}, but only to about seven digits, as float32 has them: float64 has sixteen. With which type of number is what it remembers made, and is anything converted on the way?`
      : `This is ${expected.title}, but digits are lost on the way: its program has \`${found}\`. Keep all numbers in float64, as they are.`,
});

/** Every step is right from where it begins, and then rounded. */
export const roundedDiagnosis = (expected: Optimizer, point: Point, places: number): Diagnosis => ({
  optimizer: expected.name,
  conventions: conventionsOf(point),
  faults: [],
  message: `This is ${expected.title}, but what it returns is rounded to ${places === 0 ? 'whole numbers' : `${places} decimal ${places === 1 ? 'place' : 'places'}`}. What becomes of a step that is smaller than that?`,
});

/** No test sees the parameters move. */
export const unmovedDiagnosis = (expected: Optimizer): Diagnosis => ({
  optimizer: null,
  conventions: [],
  faults: [],
  message: `This takes no step: in every test the parameters come back as they were given. Is the step of ${expected.title} written yet, and is its result what comes back?`,
});

/** Relative error that a few operations in float32 stay below. */
const SINGLE_PRECISION = 1e-5;

/**
 * Nothing in the design space takes these steps: say where they part and what the first step suggests.
 *
 * @param special the title of the first test that fails, where most see the expected steps, so that the rule as such is right
 * @param allSteps how far all steps of that test went; where a first step goes by the sign of the gradient, it says little
 * @param still names of parameters that no step of that test moves, while others are moved
 */
export function unknownDiagnosis(
  expected: Optimizer,
  divergence: Divergence | null,
  firstStep: Moved | null,
  special: string | null = null,
  allSteps: Moved | null = firstStep,
  still: readonly string[] = [],
): Diagnosis {
  const where = divergence
    ? `Parts from ${expected.title} at step ${divergence.step}: ${expectedAndFound(divergence)}.`
    : `These are not the steps of ${expected.title}.`;
  const cause = still.length
    ? `There ${list(still)} never ${still.length > 1 ? 'move' : 'moves'}, while the other parameters do: what ends a loop over the parameters, and is each of them given back?`
    : special !== null
      ? `Most tests see the right steps: look at what is special in “${special}”.`
      : divergence && divergence.relativeError < SINGLE_PRECISION && isNearlyRight(firstStep)
        ? isNearlyRight(allSteps)
          ? 'The error is small: is something computed in float32 on the way, or is epsilon not where it should be?'
          : 'It begins with a small error, which does not stay small: is something done with the gradient before the moments see it, or with what is kept?'
        : divergence && divergence.step > 1 && Number.isNaN(divergence.found)
          ? `Up to there it is right: what is a root taken of at step ${divergence.step}, or what is divided by?`
          : firstStep
            ? likelyCause(firstStep, divergence?.step)
            : '';
  return {
    optimizer: null,
    conventions: [],
    faults: [],
    message: `${where} No optimizer that Stepwise knows, with up to three faults, takes these steps.${cause && ` ${cause}`}`,
  };
}

/** Distance moved by every coordinate, expected and found. */
export interface Moved {
  expected: readonly number[];
  found: readonly number[];
}

/** No coordinate moves much farther or less far than it should. */
const isNearlyRight = (moved: Moved | null): boolean =>
  moved?.found.every((x, i) => Math.abs(x - moved.expected[i]!) <= 1e-3 * Math.abs(moved.expected[i]!)) ??
  true;

/** What the ratio of the first steps suggests: the same everywhere, only the signs, or nothing at all. */
function likelyCause({ expected, found }: Moved, partsAt = 2): string {
  const lost = found.filter((x) => !Number.isFinite(x)).length;
  if (lost > 0)
    return `${lost < found.length ? 'In some coordinates the' : 'The'} first step is not a finite number: look for a division by zero or the root of a negative number.`;
  if (found.every((x) => x === 0)) return 'The first step does not move at all: is the new value returned?';
  const ratios = found.map((x, i) => x / expected[i]!).filter(Number.isFinite);
  const ratio = ratios[0];
  if (ratio === undefined) return '';
  const same = ratios.every((other) => Math.abs(other - ratio) <= 1e-6 * Math.abs(ratio));
  if (same && Math.abs(ratio - 1) > 1e-6) {
    return `The first step ${timesOff(ratio) || 'is a little off'} in every coordinate: look for a factor too many or too few.`;
  }
  return same
    ? `${partsAt > 2 ? `The first ${partsAt - 1} steps are` : 'The first step is'} right: look at what is kept from one step to the next.`
    : 'Already the first step differs from coordinate to coordinate: compare it with the equations by hand.';
}
