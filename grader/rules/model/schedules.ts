/** Learning rates that fall: `η_t = η_0/(1 + kt)`, `η_0 γ^t`, `η/√t`. How they fall is no part of a rule, which takes its steps with what they are. */
import { withValue } from '../equations/candidates.ts';
import type { Candidate } from '../equations/candidates.ts';
import { numberOf, rewrite, symbolNames, symbolsOf, walkWithPoints } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isParameterName } from '../formulas/gradients.ts';
import { means, meansWithLabels } from '../lexicon.ts';
import { isStateName } from './roles.ts';
import { numberWith } from './sameness.ts';

/** η of `η_0` and of `η_min`. */
const isOfRate = (name: string): boolean => meansWithLabels('rate', name.replace(/[,_].*$/, ''));

const partsOf = ({ equation }: Candidate): Expression[] => (equation ? walkWithPoints(equation.value) : []);

const isExponentOf =
  (letter: string) =>
  (e: Expression): boolean =>
    e.kind === 'binary' && e.operator === '^' && symbolNames(e.right).includes(letter);

/** `1 − βᵗ` and its root, by which the bias of an average is corrected. */
const isCorrection = (e: Expression, letter: string): boolean =>
  e.kind === 'binary' && e.operator === '-' && numberOf(e.left) === 1 && isExponentOf(letter)(e.right);

/** Does it count with the number of the step: `1/t · Σ g²`, whose root takes that of a rate out again? */
function countsWith(value: Expression, letter: string): boolean {
  const inExponents = walkWithPoints(value)
    .filter(isExponentOf(letter))
    .flatMap((e) => (e.kind === 'binary' ? walkWithPoints(e.right) : []));
  const isIt = (e: Expression): boolean => e.kind === 'symbol' && e.name === letter && e.time === null;
  return walkWithPoints(value).filter(isIt).length > inExponents.filter(isIt).length;
}

/** Numbers for constants: decays are below one, and the number of all steps is far above it. */
const SAMPLES = [0.5, 100];
const LATER = [3, 30];

/** Is what it makes of the number of the step never more than in the first one? A rate that grows is another rule. */
function falls(value: Expression, letter: string): boolean {
  const at = (step: number, constant: number): number =>
    numberWith(value, (leaf) => {
      if (leaf.kind !== 'symbol') return constant;
      return leaf.name === letter ? step : leaf.name === 'e' ? Math.E : constant;
    });
  return SAMPLES.some((constant) => {
    const first = at(1, constant);
    return first > 0 && LATER.every((step) => at(step, constant) <= first * (1 + 1e-9));
  });
}

/** The letter that counts the steps in a schedule: that of its index, or the one that stands in it. */
const letterOf = ({ target, equation }: Candidate, { timeLetters }: Notation): string | null => {
  // What has an index itself counts no steps: n_t may be a sum of squares.
  const used = symbolsOf(equation!.value).flatMap(({ name, time }) => (time === null ? [name] : []));
  const letter = target.time?.letter ?? null;
  if (letter !== null && used.includes(letter)) return letter;
  return used.find((name) => timeLetters.has(name) || means('step', name)) ?? letter;
};

/** Quantities and decays, which are no rates. */
const isElse = (name: string): boolean =>
  isStateName(name) || isParameterName(name) || means('gradient', name) || meansWithLabels('momentum', name);

function isSchedule(c: Candidate, candidates: readonly Candidate[], notation: Notation): boolean {
  const { name } = c.target;
  const letter = c.equation && letterOf(c, notation);
  if (!c.equation || letter === null || isElse(name)) return false;
  const used = symbolNames(c.equation.value);
  const others = candidates.filter((each) => each !== c);
  const elsewhere = new Set(
    others.flatMap((each) => [each.target.name, ...partsOf(each).flatMap(symbolNames)]),
  );
  const isAlone = used.every((each) => each === letter || isOfRate(each) || !elsewhere.has(each));
  const parts = partsOf(c);
  const isOfQuantities =
    used.some((each) => each !== letter && isElse(each)) ||
    parts.some((e) => e.kind === 'gradient' || e.kind === 'history');
  if (isOfQuantities || !isAlone || !used.includes(letter) || !falls(c.equation.value, letter)) return false;
  if (parts.some((e) => isCorrection(e, letter))) return false;
  const base = name.replace(/^(?:tilde|hat|bar) /, '');
  const isRate = meansWithLabels('rate', base);
  const hasRoot = parts.some(
    (e) => e.kind === 'call' && e.args.some((arg) => symbolNames(arg).includes(letter)),
  );
  const hasPower = parts.some(
    (e) => isExponentOf(letter)(e) && e.kind === 'binary' && numberOf(e.left) === null,
  );
  if (isRate && c.target.time !== null && !hasRoot && !hasPower) return true;
  // What is not so sure has a rate that it begins with, and no number of the step beside it.
  const isOfFirst = used.some(
    (each) =>
      each !== letter && (isRateAlone(each) || (isRate && each.startsWith(base))) && !isMadeIn(each, others),
  );
  if (!isOfFirst || (hasRoot && others.some(isSumOfAll))) return false;
  return others.every((each) => !each.equation || !countsWith(each.equation.value, letter));
}

/** α of `α = k/τ`, of which nothing but a schedule is made: it counts the steps, too. */
function countersIn(candidates: readonly Candidate[], notation: Notation): Candidate[] {
  return candidates.filter((c) => {
    const { name, time } = c.target;
    const letter = c.equation && letterOf(c, notation);
    if (!c.equation || time || letter === null || isStateName(name) || notation.timeLetters.has(name))
      return false;
    const parts = partsOf(c);
    const users = candidates.filter((each) => each !== c && partsOf(each).some((e) => isNamed(e, name)));
    const [user, ...more] = users;
    const isOfRates =
      user !== undefined &&
      symbolNames(user.equation!.value).every((each) => each === name || isOfRate(each));
    const used = symbolNames(c.equation.value);
    return (
      isOfRates &&
      more.length === 0 &&
      meansWithLabels('rate', user.target.name) &&
      used.includes(letter) &&
      !parts.some((e) => e.kind === 'gradient' || e.kind === 'history')
    );
  });
}

const isNamed = (e: Expression, name: string): boolean => e.kind === 'symbol' && e.name === name;

/** Rates by name, and no decays. */
const isRateAlone = (name: string): boolean => isOfRate(name) && !meansWithLabels('decay', name);

/**
 * `η_0/√t` and `η e^{−kt}` within an update, as the rate: what is made of it, of the number of the step and of constants that stand nowhere
 * else, where nothing else counts with that number.
 */
function withRateWithin(
  c: Candidate,
  candidates: readonly Candidate[],
  notation: Notation,
  say: (token: string) => void,
): Candidate {
  if (!c.equation) return c;
  const letter = symbolsOf(c.equation.value).find(
    (e) => e.time === null && notation.timeLetters.has(e.name),
  )?.name;
  if (letter === undefined) return c;
  const others = candidates.filter((each) => each !== c);
  if (others.some(isSumOfAll)) return c;
  const given = new Set(others.flatMap((each) => [each.target.name, ...partsOf(each).flatMap(symbolNames)]));
  // How much an old gradient counts, β^(t − i) α, falls with its age.
  const sums = partsOf(c).flatMap((e) => (e.kind === 'history' ? [e.index] : []));
  const isPart = (e: Expression): boolean => {
    const names = symbolNames(e);
    if (names.some((name) => sums.includes(name))) return false;
    const count = (name: string): number => partsOf(c).filter((part) => isNamed(part, name)).length;
    const isOwn = (name: string): boolean =>
      name === letter ||
      isRateAlone(name) ||
      (!given.has(name) && !isStateName(name) && !isParameterName(name) && count(name) === 1);
    return (
      e.kind === 'binary' &&
      (e.operator === '*' || e.operator === '/') &&
      names.includes(letter) &&
      names.filter(isRateAlone).length === 1 &&
      names.every(isOwn) &&
      !walkWithPoints(e).some(
        (each) => each.kind === 'gradient' || each.kind === 'history' || isCorrection(each, letter),
      ) &&
      falls(e, letter)
    );
  };
  const falling = partsOf(c).filter(isPart);
  const [rate] = falling.flatMap(walkWithPoints).filter((e) => e.kind === 'symbol' && isRateAlone(e.name));
  if (!rate) return c;
  const other = withValue(c, (value) => rewrite(value, (e) => (isPart(e) ? rate : e)));
  const isCounted = [other, ...others].some(
    (each) => each.equation && countsWith(each.equation.value, letter),
  );
  if (isCounted) return c;
  say(rate.at.token);
  return other;
}

/** `r = r + g²`: beside it a falling rate falls twice, which is what the root of a mean would have taken out. */
const isSumOfAll = ({ target: { name }, equation }: Candidate): boolean => {
  const value = equation?.value;
  const isOwn = (e: Expression): boolean => isNamed(e, name);
  const isAdded = value?.kind === 'binary' && value.operator === '+' && [value.left, value.right].some(isOwn);
  return (
    !isParameterName(name) &&
    (isAdded || (value !== undefined && walkWithPoints(value).some((e) => e.kind === 'history')))
  );
};

const isMadeIn = (name: string, candidates: readonly Candidate[]): boolean =>
  candidates.some(
    (c) => c.target.name === name && c.equation !== null && numberOf(c.equation.value) === null,
  );

/** The candidates without the equations of such rates, which are constants then; of those without an index it is said. */
export function withoutSchedules(
  candidates: readonly Candidate[],
  notation: Notation,
  notices: string[],
): Candidate[] {
  const say = (token: string): void => {
    notices.push(`How “${token}” falls is not checked; it is taken as a constant.`);
  };
  const counters = countersIn(candidates, notation);
  const counted = {
    ...notation,
    timeLetters: new Set([...notation.timeLetters, ...counters.map(({ target }) => target.name)]),
  };
  const rest = candidates.filter((c) => !counters.includes(c));
  const kept = rest.filter((c) => {
    if (!isSchedule(c, rest, counted)) return true;
    if (!c.target.time || counters.length > 0) say(c.equation!.at.token);
    return false;
  });
  if (kept.length === rest.length && counters.length > 0) return [...candidates];
  return kept.map((c) => withRateWithin(c, kept, notation, say));
}
