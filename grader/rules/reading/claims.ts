/**
 * What an answer says of its rule beside it: where a state goes, effective learning rates, what comes of it in a case that a sentence
 * supposes. Each is tried on the rule, which runs under what is supposed; what cannot be tried so, as a limit in anything but the number
 * of steps, is passed over.
 */
import { segmentsOf } from '../equations/segments.ts';
import {
  binary,
  call,
  gradient,
  hasGradient,
  numberOf,
  rewrite,
  symbol,
  symbolsOf,
  uses,
  walk,
} from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { symbolAt } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isRateName } from '../lexicon.ts';
import { isLiteral } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { NOWHERE, Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { ANY, ENDING, STEADY, STILL, Way } from '../run/way.ts';
import type { Course } from '../run/way.ts';
import { isSign, scriptsOf, wordOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import { optimizersIn } from '../text/prose.ts';
import { stems } from '../text/toldStates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import { casesOf, sidesOf, valueOf } from './cases.ts';
import type { Case } from './cases.ts';
import type { Said } from './formulas.ts';

/** Of gradients that turn back and forth another limit holds. */
const ALTERNATES = stems('altern\\p{L}*|oszillier\\p{L}*|oscill\\p{L}*|wechsel\\p{L}*', '振動|交替|震荡');

/** `η_eff`, and "the effective learning rate is …" */
const EFFECTIVE = /_eff\w*$/;
const TELLS_EFFECTIVE =
  /(?:effective (?:learning |step )?(?:rate|size)|effektive (?:Lernrate|Schrittweite)|(?:taux(?: d.apprentissage)?|pas) effectif|(?:tasa|taxa)(?: de aprendiza(?:je|do))? efec?tiva|эффективн\p{L}* (?:скорость|шаг)(?: обучения)?|有效学习率|実効学習率|유효 학습률)(?: (?:is|becomes|of|then|thus|ist|est|es|é|равна))*[\s:=为は은]*$/iu;

const AT_END = /_(?:infty|t→infty|\*|terminal|final|steady|lim)$/;

/** What counts the steps of a claim that has no letter for them. */
const STEP = 't';

/** A run of a decay near 1 would be too long to see where it goes. */
const SLOWEST = 0.97;

/** That any of some values is another. */
interface Claim {
  meant: Expression[];
  value: Expression;
  /** It comes to be so, or is so from the first step on. */
  isLater: boolean;
  isRough: boolean;
  at: Place;
  /** Where its formula begins. */
  start: Place;
}

/** Is it `t → ∞`? */
function isGrowing(pieces: readonly Piece[], { stepLetters }: Notation): boolean {
  const [letter, sign, end, ...more] = pieces.filter(({ kind }) => kind !== 'break');
  const name = wordOf(letter) ?? '';
  const isSteps = stepLetters.has(name) || /^[tTkn]$/.test(name);
  return isSteps && isSign(sign, '→') && wordOf(end) === 'infty' && more.length === 0;
}

/** `lim_{t→∞}` */
const isLimit = (piece: Piece | undefined, notation: Notation): boolean =>
  wordOf(piece) === 'lim' && isGrowing(scriptsOf(piece!).sub ?? [], notation);

const isMade = (name: string, { equations }: Model): boolean =>
  equations.some(({ target }) => target === name);

/** By how much the last step has moved the parameters. */
function lastMove({ parameter }: Model, at: Place): Expression {
  const [now, before] = [0, -1].map((offset) => symbol(parameter, { letter: STEP, offset }, at));
  return binary('-', now!, before!);
}

/** v of v_∞ and of E[v], and θ_t − θ_{t−1} of Δθ, where the steps make v and no Δθ. */
const asMade = (e: Expression, model: Model): Expression =>
  rewrite(e, (part) => {
    if (part.kind !== 'symbol' || isMade(part.name, model)) return part;
    if (part.name === `Delta ${model.parameter}`) return lastMove(model, part.at);
    const name = part.name.replace(AT_END, '');
    return isMade(name, model) ? symbol(name, null, part.at) : part;
  });

/** @param letter that counts the steps, where it may stand in it, too */
const isConstant = (e: Expression, { constants }: Model, letter?: string): boolean =>
  !hasGradient(e) &&
  symbolsOf(e).every(({ name, time }) => name === letter || (time === null && constants.has(name)));

/** How far one step goes: by the size of the gradient, and alone. */
function effectiveRates(model: Model, at: Place): Expression[] {
  const step = call('abs', [lastMove(model, at)], at);
  return [binary('/', step, call('abs', [gradient(at)], at)), step];
}

/** Of `v = μv + g` the v on the right is that of the step before. */
function withOld(e: Expression, value: Expression): Expression {
  if (e.kind !== 'symbol' || e.time !== null) return value;
  return rewrite(value, (part) =>
    part.kind === 'symbol' && part.name === e.name && part.time === null
      ? { ...part, time: { letter: STEP, offset: -1 } }
      : part,
  );
}

/** `μ = 0.9`, `v = 0`, `g = ∇L(θ)`, `t = t + 1`: what is given, and not what comes of it. */
function isGiven(left: Expression, value: Expression, model: Model): boolean {
  if (left.kind !== 'symbol') return left.kind === 'gradient';
  const { name } = left;
  const isOfRule = isMade(name, model) || AT_END.test(name) || name.startsWith('Delta ');
  return !isOfRule || model.timeLetters.has(name) || numberOf(value) !== null;
}

/** `m = v = 0` */
function isGivenNumber(sides: readonly (readonly Piece[])[], notation: Notation): boolean {
  const value = valueOf(sides.at(-1)!, notation);
  return value !== null && numberOf(value) !== null && sides.slice(0, -1).every(({ length }) => length === 1);
}

function* claimsIn({ pieces, sentence }: Said, model: Model, notation: Notation): Generator<Claim> {
  for (const segment of segmentsOf(pieces, '')) {
    const { sides, signs } = sidesOf(segment.pieces);
    if (isGivenNumber(sides, notation)) continue;
    const first = sides[0]![0];
    const { at } = first ?? { at: NOWHERE };
    const name = (sides[0]!.length === 1 && symbolAt(first, notation)?.name) || '';
    const isEffective = EFFECTIVE.test(name) && isRateName(name.replace(EFFECTIVE, ''));
    const rate = isEffective ? sides[1] : TELLS_EFFECTIVE.test(sentence) ? sides[0] : undefined;
    const told = rate && valueOf(rate, notation);
    if (told)
      yield { meant: effectiveRates(model, at), value: told, isLater: true, isRough: false, at, start: at };
    for (const [i, sign] of signs.entries()) {
      const isOfLimit = isLimit(sides[i]![0], notation);
      const left = valueOf(sides[i]!.slice(isOfLimit ? 1 : 0), notation);
      const right = valueOf(sides[i + 1]!, notation);
      if (!left || !right || isGiven(left, right, model)) continue;
      const isOfEnd = symbolsOf(left).some(({ name: each }) => AT_END.test(each) && !isMade(each, model));
      const isLater = isOfLimit || isOfEnd || sign === '→';
      const [one, other] = [asMade(left, model), asMade(right, model)];
      const value = isLater ? other : withOld(one, other);
      // `m → βm`: what is done, and not where it goes.
      if (isLater && one.kind === 'symbol' && isMade(one.name, model) && uses(value, one.name)) continue;
      yield { meant: [one], value, isLater, isRough: sign === 'approx', at: left.at, start: at };
    }
  }
}

/** Is it of a kind that the steps can be asked for? */
function isOfSteps({ meant, value }: Claim, model: Model, isOfNumbers: boolean): boolean {
  if (isOfNumbers) return true;
  // Where a state goes to 0 the gradients do so.
  if (numberOf(value) !== null && meant.flatMap(symbolsOf).some(({ name }) => isMade(name, model)))
    return false;
  // `0.1` of a decay that has its number elsewhere.
  const hasLiteral = [...meant, value].flatMap(walk).some((e) => e.kind === 'number' && isLiteral(e.value));
  return !hasLiteral && !meant.every((e) => isConstant(e, model));
}

/** `β → 1`, `g → 0`: what is said beside is said of that. */
function goesElsewhere({ pieces }: Said, model: Model, notation: Notation): boolean {
  return segmentsOf(pieces, '').some((segment) => {
    const { sides, signs } = sidesOf(segment.pieces);
    if (signs[0] !== '→' || isGrowing(segment.pieces, notation)) return false;
    const left = valueOf(sides[0]!, notation);
    return left?.kind === 'symbol' ? !isMade(left.name, model) : left === null || left.kind === 'gradient';
  });
}

/** What counts the steps in some values; null where it is not one letter alone. */
function letterOf(values: readonly Expression[], { timeLetters }: Model): string | null {
  const letters = values.flatMap(symbolsOf).flatMap(({ name, time }) => {
    const own = timeLetters.has(name) ? [name] : [];
    return time?.letter ? [...own, time.letter] : own;
  });
  // i of Σ_i β^{t−i} g_i
  const counters = values.flatMap(walk).flatMap((e) => (e.kind === 'history' ? e.index : []));
  const all = [...new Set(letters)].filter((letter) => !counters.includes(letter));
  return all.length > 1 ? null : (all[0] ?? STEP);
}

const NO_CASE: Case = { settings: new Map(), step: null, gradient: null, isBehindSame: false };

const withSettings = (course: Course, settings: Case['settings']): Course => ({
  ...course,
  constantFor: (name) => settings.get(name) ?? course.constantFor(name),
});

/** A rule under what is supposed of it. */
class Trial {
  private readonly ways = new Map<Course, Way>();
  private readonly model: Model;
  private readonly isGradient: (name: string) => boolean;
  private readonly supposed: Case;

  constructor(model: Model, isGradient: (name: string) => boolean, supposed: Case) {
    this.model = model;
    this.isGradient = isGradient;
    this.supposed = supposed;
  }

  private way(course: Course): Way {
    const way =
      this.ways.get(course) ??
      new Way(this.model, new Map(), this.isGradient, withSettings(course, this.supposed.settings));
    this.ways.set(course, way);
    return way;
  }

  /** Does the claim hold? Null where that cannot be told. */
  holds({ meant, value, isLater, isRough }: Claim): boolean | null {
    const letter = letterOf([...meant, value], this.model);
    if (letter === null) return null;
    const { settings, step, gradient: is, isBehindSame } = this.supposed;
    const isSame = is === 'same' || isLater || isBehindSame;
    const isSlow = [...settings].some(([name, number]) => this.model.constants.has(name) && number > SLOWEST);
    const tolerance = isRough ? 0.05 : 1e-6;
    const agree =
      (course: Course) =>
      (e: Expression): boolean | null => {
        const way = this.way(course);
        return step === null
          ? way.agree(e, value, letter, tolerance)
          : way.agreeAt(e, value, letter, step, tolerance);
      };
    const found = meant.flatMap((e) => [
      ...(isSame ? [isSlow ? null : this.way(STEADY).meet(e, value, letter), agree(STEADY)(e)] : []),
      ...(is === 'none' ? [agree(STILL)(e), agree(ENDING)(e)] : []),
      ...(is === null && !isLater ? [agree(ANY)(e)] : []),
    ]);
    return found.includes(true) ? true : found.includes(null) ? null : false;
  }
}

/**
 * The first claim of its rule that does not hold.
 * @param besides equations that were set aside, of which it has to be seen that they hold
 */
export function untrueClaim(
  said: readonly Said[],
  besides: readonly Candidate[],
  model: Model,
  { notation, isGradient }: Setting,
): Unreadable | null {
  const earnest = besides.filter(({ raw }) => !raw.isAside && !raw.isRemark && raw.named.length === 0);
  const starts = new Set(earnest.map(({ raw }) => raw.left[0]?.at));
  const cases = casesOf(said, notation, isGradient, (name) => model.constants.has(name));
  const elsewhere = new Set(
    said.filter((each) => goesElsewhere(each, model, notation)).map(({ number }) => number),
  );
  const trials = new Map<number, Trial>();
  for (const each of said) {
    const { sentence, number } = each;
    if (elsewhere.has(number) || ALTERNATES.test(sentence) || optimizersIn(sentence).length > 1) continue;
    const isBehindSame = [...cases].some(([other, { gradient: is }]) => other < number && is === 'same');
    const supposed = cases.get(number) ?? { ...NO_CASE, isBehindSame };
    const isOfNumbers = supposed.settings.size > 0;
    for (const claim of claimsIn(each, model, notation)) {
      const isBeside = starts.has(claim.start);
      if (!(isBeside || claim.isLater || cases.has(number))) continue;
      if (!(isBeside || isOfSteps(claim, model, isOfNumbers))) continue;
      const trial = trials.get(number) ?? new Trial(model, isGradient, supposed);
      trials.set(number, trial);
      const holds = trial.holds(claim);
      if (holds ?? !isBeside) continue;
      const reason = holds === null ? 'this cannot be tried on the rule' : reasonFor(claim, model, supposed);
      return new Unreadable(claim.at, reason, 'Correct it, or leave it out.');
    }
  }
  return null;
}

function reasonFor({ meant, value }: Claim, model: Model, { settings, step, gradient: is }: Case): string {
  const letter = letterOf([...meant, value], model) ?? STEP;
  if ([...meant, value].every((e) => isConstant(e, model, letter)))
    return settings.size > 0 ? 'numbers that do not agree' : 'this does not go there as the steps go on';
  const given = [...settings].map(([name, number]) => `${name} = ${number}`);
  const when = [
    ...given,
    ...(step === null ? [] : [`step ${step}`]),
    ...(is === 'none'
      ? ['gradients of 0']
      : given.length + (step ?? 0) === 0 || is
        ? ['a gradient that stays the same']
        : []),
  ].join(' and ');
  return `this is not what comes of the rule with ${when}`;
}
