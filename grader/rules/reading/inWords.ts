/** What the answer tells in words instead of an equation: how a rate changes; and what it says besides. */
import type { Candidate } from '../equations/candidates.ts';
import type { RawEquation } from '../equations/equations.ts';
import type { Target } from '../equations/targets.ts';
import { hasHistory, numberOf, symbolsOf, textOf, uses } from '../formulas/expression.ts';
import type { Expression, Time } from '../formulas/expression.ts';
import { attempted } from '../formulas/parser.ts';
import { readTime } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isRateName, means, meansWithLabels } from '../lexicon.ts';
import { readTarget } from '../equations/targets.ts';
import { argumentOf, wordOf } from '../text/plain/piece.ts';
import { opensCase, tellsStart } from '../text/words/states.ts';
import type { Piece } from '../text/plain/piece.ts';
import { NUMBERED } from '../run/way.ts';
import type { Case, Example } from './cases.ts';

/** `η_t ← SetScheduleMultiplier(t)` and "`η_t ←` as scheduled": the name then stands for what it stands for by custom. */
export function isToldInWords({ right, words }: RawEquation, { name }: Target, notation: Notation): boolean {
  const [first, argument, ...more] = right.filter(({ kind }) => kind !== 'break');
  const isRate = isRateName(name) && !meansWithLabels('momentum', name);
  if (!first) return isRate && /^\s*\p{L}/u.test(words.behind);
  const inside = argumentOf(argument);
  const isOfStep = !!inside && !!readTime(inside, notation.timeLetters);
  return isRate && first.kind === 'word' && more.length === 0 && isOfStep;
}

/** `g_t^2 = g_t ⊙ g_t` says what a square is, and nothing of g. */
export function isOfSquare({ right }: RawEquation, { side }: Target, notation: Notation): boolean {
  const value = side && right[0] ? attempted(right, notation, right[0].at) : null;
  const made = side && textOf(side.made);
  return (
    value?.kind === 'binary' &&
    value.operator === '*' &&
    [value.left, value.right].every((each) => textOf(each) === made)
  );
}

/** `g = 2` and `v = 4` in a sentence, with no step that they are of. */
const isAmount = ({ raw, target, equation }: Candidate): boolean =>
  !raw.plain &&
  !raw.display &&
  target.time === null &&
  equation !== null &&
  (numberOf(equation.value) ?? 0) !== 0;

/** `θ_t = θ_0 − ηg(t − …)`: all steps at once, from the first. */
export function isClosedForm(name: string, time: Time | null, value: Expression): boolean {
  const symbols = symbolsOf(value);
  const own = symbols.filter((each) => each.name === name);
  const isOfAll = hasHistory(value) || symbols.some((each) => each.name === time?.letter);
  return time?.letter != null && isOfAll && own.length > 0 && own.every((each) => each.time?.letter === null);
}

const isClosed = ({ equation, target: { name, time } }: Candidate): boolean =>
  equation !== null && isClosedForm(name, time, equation.value);

/** Of a step that is no start. */
const isWorked = ({ target: { name, time } }: Candidate): boolean =>
  time?.letter === null ? time.offset > 0 : !name.endsWith('_0');

/** Does it give its name a value that an equation may give, in the rule and not as an example? */
const isMeant = ({ equation, raw }: Candidate): boolean =>
  equation !== null && numberOf(equation.value) === null && !raw.isAside && !raw.isExample;

/**
 * Those that only say what comes of a name which has an equation elsewhere: what holds in a case, where it goes, all of its steps at
 * once. They are tried on the rule.
 */
export function saidBesides(
  candidates: readonly Candidate[],
  cases: ReadonlyMap<number, Case>,
  example: Example | null,
): Candidate[] {
  const isOfCase = ({ raw, equation }: Candidate): boolean => {
    const [only, ...more] = raw.right;
    const isNumeric = equation
      ? numberOf(equation.value) !== null
      : only?.kind === 'digit' && more.length === 0;
    return cases.has(raw.sentence) && !isNumeric;
  };
  // `κ_t → 1 − β`, `v_t → g/(1 − μ)` and `m_t → 1`; without its index it may be what is done.
  const isGoing = ({ raw, equation, target }: Candidate): boolean =>
    raw.isToRight === true &&
    target.time?.letter != null &&
    equation !== null &&
    !uses(equation.value, target.name);
  const isBeside = (c: Candidate): boolean => isGoing(c) || isOfCase(c) || isClosed(c);
  // `m_1 = 0.3` and θ_1 of gradients that are given
  const base = ({ target: { name, time } }: Candidate): string =>
    time?.letter === null ? name : (NUMBERED.exec(name)?.[1] ?? '');
  const made = new Set(
    candidates.filter((c) => isMeant(c) && !isBeside(c) && !c.raw.isToRight).map(({ target }) => target.name),
  );
  return candidates.filter(
    (c) => (isBeside(c) && made.has(c.target.name)) || (example !== null && made.has(base(c)) && isWorked(c)),
  );
}

/**
 * Without what the answer says besides of a name that has an equation: limits, `u_t = lim_{p→∞} v_t^{1/p} = …` beside the recursion
 * of u, and "for example, with the squared error we get θ := θ − α(h(x) − y)x".
 */
export function withoutExamples(candidates: readonly Candidate[]): Candidate[] {
  const made = new Set(candidates.filter(isMeant).map(({ target }) => target.name));
  const isLimit = ({ raw, error }: Candidate): boolean =>
    error !== null && raw.right.some((piece) => wordOf(piece) === 'lim');
  const isGradient = (c: Candidate): boolean => isAmount(c) && means('gradient', c.target.name);
  // "With g = 3, s becomes 0.9"
  const examples = new Set(candidates.filter(isGradient).map(({ raw }) => raw.sentence));
  const isOfExample = (c: Candidate): boolean =>
    isAmount(c) && (opensCase(c.raw.words) || (examples.has(c.raw.sentence) && !tellsStart(c.raw.words)));
  const isTold = (c: Candidate): boolean => isLimit(c) || c.raw.isExample || isOfExample(c);
  // s_∞ = g²
  const isAtEnd = ({ target: { name }, equation }: Candidate): boolean =>
    made.has(name.replace(/_infty$/, '')) &&
    name.endsWith('_infty') &&
    !(equation && symbolsOf(equation.value).some((each) => made.has(each.name)));
  return candidates.filter((c) => !(isTold(c) && made.has(c.target.name)) && !isAtEnd(c) && !isGradient(c));
}

/** Directly before a formula: the moment at which something else holds. */
const AT_MOMENT =
  /(?<!\b(?:starts?|starting|begins?|beginning|counts?|counting|goes|runs|beginnt|startet|commence|débute|empieza|comienza|inizia|começa|начина\p{L}*) )(?:\bat|\bfor|\bwhen|\bbei|\bzu|\bfür|\bà|\bpour|\ben|\bpara|\bem|\bper|\bbij|\bvid|\bdla|(?<!\p{L})(?:при|для|в момент|στο|για))\s*$/iu;

/** "All states are zero at t = 0" says nothing of where t begins. */
export const isMoment = ({ right, words }: RawEquation, { name }: Target, notation: Notation): boolean =>
  notation.timeLetters.has(name) &&
  right.every(({ kind }) => kind === 'digit' || kind === 'break') &&
  AT_MOMENT.test(words.before.trimEnd());

/** The name of which the answer says that it is the gradient, where no equation makes it. */
export function statedGradient(gradients: readonly Piece[][], notation: Notation): string | null {
  const names = gradients.map((pieces) => readTarget(pieces, notation)?.name ?? null);
  return names.find((name) => name !== null && !notation.targets.has(name)) ?? null;
}
