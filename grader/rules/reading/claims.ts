/**
 * What an answer says of its rule beside it: where a state goes, effective learning rates, what comes of it in a case that a sentence
 * supposes. Each is tried on the rule, which runs under what is supposed; what cannot be tried so, as a limit in anything but the number
 * of steps, is passed over.
 */
import { equationsOf } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import type { Equation } from '../equations/equations.ts';
import { NUMBERED } from '../run/way.ts';
import {
  binary,
  call,
  gradient,
  hasGradient,
  number as numeral,
  numberOf,
  rewrite,
  symbol,
  symbolsOf,
  uses,
  walk,
} from '../formulas/expression.ts';
import type { Expression, SymbolIn } from '../formulas/expression.ts';
import { symbolAt } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { isRateName } from '../lexicon.ts';
import { isLiteral } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { NOWHERE, readOr, Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { isSign, scriptsOf, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import { optimizersIn } from '../text/words/prose.ts';
import { stems } from '../text/words/states.ts';
import { casesOf, exampleOf, stretchesOf, valueOf } from './cases.ts';
import type { Case } from './cases.ts';
import type { Said } from './formulas.ts';
import { CaseTrial, ExampleTrial, isOfNumbered, letterOf, STEP } from './trial.ts';
import type { Claim } from './trial.ts';

/** Of gradients that turn back and forth another limit holds. */
const ALTERNATES = stems('altern\\p{L}*|oszillier\\p{L}*|oscill\\p{L}*|wechsel\\p{L}*', '振動|交替|震荡');

/** `η_eff`, and "the effective learning rate is …" */
const EFFECTIVE = /_eff\w*$/;
const TELLS_EFFECTIVE =
  /(?:effective (?:learning |step )?(?:rate|size)|effektive (?:Lernrate|Schrittweite)|(?:taux(?: d.apprentissage)?|pas) effectif|(?:tasa|taxa)(?: de aprendiza(?:je|do))? efec?tiva|эффективн\p{L}* (?:скорость|шаг)(?: обучения)?|有效学习率|実効学習率|유효 학습률)(?: (?:is|becomes|of|then|thus|ist|est|es|é|равна))*[\s:=为は은]*$/iu;

const AT_END = /_(?:infty|t→infty|\*|terminal|final|steady|lim)$/;

/** A claim where it stands. */
interface PlacedClaim extends Claim {
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

/** `E[v_t]` and `E[g^2]`: of gradients that stay the same the mean is what it is of. */
const MEAN = /^E\[([^^]+)(?:\^(\d))?\]$/;

/** v of v_∞ and of E[v], and θ_t − θ_{t−1} of Δθ, where the steps make v and no Δθ. */
const asMade = (e: Expression, model: Model): Expression =>
  rewrite(e, (part) => {
    if (part.kind !== 'symbol' || isMade(part.name, model)) return part;
    const [, inner, power] = MEAN.exec(part.name) ?? [];
    const own = inner === undefined ? null : { ...part, name: inner };
    if (own) return power === undefined ? own : binary('^', own, numeral(Number(power), part.at));
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
  const { name, time } = left;
  const [, base = '', step] = NUMBERED.exec(name) ?? [];
  // `m_2 = 0.19`
  if (isMade(base, model) || time?.letter === null) return Number(step ?? time?.offset) <= 0;
  const isOfRule = isMade(name, model) || AT_END.test(name) || MEAN.test(name) || name.startsWith('Delta ');
  return !isOfRule || model.timeLetters.has(name) || numberOf(value) !== null;
}

/** `m = v = 0` */
function isGivenNumber(sides: readonly (readonly Piece[])[], notation: Notation): boolean {
  const value = valueOf(sides.at(-1)!, notation);
  const isLone = sides.length > 2 && sides.slice(0, -1).every(({ length }) => length === 1);
  return isLone && value !== null && numberOf(value) !== null;
}

function* claimsIn(said: Said, model: Model, notation: Notation): Generator<PlacedClaim> {
  for (const { sides, signs } of stretchesOf(said)) {
    if (isGivenNumber(sides, notation)) continue;
    const first = sides[0]![0];
    const { at } = first ?? { at: NOWHERE };
    const name = (sides[0]!.length === 1 && symbolAt(first, notation)?.name) || '';
    const isEffective = EFFECTIVE.test(name) && isRateName(name.replace(EFFECTIVE, ''));
    const rate = isEffective ? sides[1] : TELLS_EFFECTIVE.test(said.sentence) ? sides[0] : undefined;
    const found = rate && valueOf(rate, notation);
    const told = found && asMade(found, model);
    if (told)
      yield { meant: effectiveRates(model, at), value: told, isLater: true, isRough: false, at, start: at };
    for (const [i, sign] of signs.entries()) {
      const isOfLimit = isLimit(sides[i]![0], notation);
      const left = valueOf(isOfLimit ? sides[i]!.slice(1) : sides[i]!, notation);
      const right = valueOf(sides[i + 1]!, notation);
      if (!left || !right || isGiven(left, right, model)) continue;
      const isOfEnd = symbolsOf(left).some(({ name: each }) => AT_END.test(each) && !isMade(each, model));
      const isMean = ({ name: each }: SymbolIn): boolean => MEAN.test(each) && !isMade(each, model);
      const isOfMean = symbolsOf(left).some(isMean);
      // With a variance it is not what comes of gradients that stay the same.
      const isKnown = (each: SymbolIn): boolean =>
        isMean(each) || model.constants.has(each.name) || model.timeLetters.has(each.name);
      if (isOfMean && !symbolsOf(right).every(isKnown)) continue;
      const isLater = isOfLimit || isOfEnd || isOfMean || sign === '→';
      const [one, other] = [asMade(left, model), asMade(right, model)];
      const value = isLater ? other : withOld(one, other);
      // `m → βm`: what is done, and not where it goes.
      if (isLater && one.kind === 'symbol' && isMade(one.name, model) && uses(value, one.name)) continue;
      // Δx begins with its Δ, as its own equation does.
      const place = i === 0 ? at : left.at;
      yield { meant: [one], value, isLater, isRough: sign === 'approx', at: place, start: at };
    }
  }
}

/** `\hat m_1` and θ_2, which the steps make. */
function isOfOneStep(e: Expression, model: Model): boolean {
  if (e.kind !== 'symbol') return false;
  const [, base = '', step] = NUMBERED.exec(e.name) ?? [];
  return isMade(base, model)
    ? Number(step) > 0
    : e.time?.letter === null && e.time.offset > 0 && isMade(e.name, model);
}

const isOfGivenGradients = ({ value }: Claim, isGradient: (name: string) => boolean): boolean =>
  walk(value).some((e) => e.kind === 'number' && (isLiteral(e.value) || e === value)) &&
  !hasGradient(value) &&
  !symbolsOf(value).some(({ name }) => isGradient(NUMBERED.exec(name)?.[1] ?? name));

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
function goesElsewhere(said: Said, model: Model, notation: Notation): boolean {
  return stretchesOf(said).some(({ pieces, sides, signs }) => {
    if (signs[0] !== '→' || isGrowing(pieces, notation)) return false;
    const left = valueOf(sides[0]!, notation);
    return left?.kind === 'symbol' ? !isMade(left.name, model) : left === null || left.kind === 'gradient';
  });
}

const MOST_CASES = 40;

const NO_CASE: Case = { settings: new Map(), step: null, gradient: null };

/** Of a sentence, in characters. */
const NEAR = 300;
const BRANCH = /\bif\s+[a-z]\s*(>|≥|>=)\s*(\d+)[^=]*\n\s*else\s*:?\s*$/i;

/** "if t > 1 … else": below it stands what is done in the first step. */
function otherBranch(sentence: string): Case | null {
  const [, sign, number] = BRANCH.exec(sentence.slice(-NEAR)) ?? [];
  return number === undefined ? null : { ...NO_CASE, step: Number(number) - (sign === '>' ? 0 : 1) };
}

/**
 * What a sentence may suppose: besides what it says, what was supposed before it.
 * @param number of the sentence
 */
function supposedIn(number: number, cases: ReadonlyMap<number, Case>): Case[] {
  const own = cases.get(number) ?? NO_CASE;
  const before = [...cases].filter(([other]) => other < number).map(([, each]) => each);
  const last = before.at(-1);
  const isBehindSame = before.some(({ gradient: is }) => is === 'same');
  const gradient = own.gradient ?? (isBehindSame ? 'same' : null);
  return [
    own,
    ...(gradient === own.gradient ? [] : [{ ...own, gradient }]),
    ...(last ? [{ ...own, gradient, settings: new Map([...last.settings, ...own.settings]) }] : []),
  ];
}

/**
 * The first claim of its rule that does not hold, or why they cannot be tried.
 * @param besides equations that were set aside, of which it has to be seen that they hold
 * @param others  of the answer, which may say what a name stands for
 */
export const untrueClaim = (...answer: Parameters<typeof firstUntrue>): Unreadable | null =>
  readOr(
    () => firstUntrue(...answer),
    (error) => error,
  );

/** @throws Unreadable where the rule cannot be run under what is supposed, or too much is */
function firstUntrue(
  said: readonly Said[],
  besides: readonly Candidate[],
  others: readonly Candidate[],
  model: Model,
  { notation, isGradient }: Setting,
): Unreadable | null {
  const earnest = besides.filter(({ raw }) => !raw.isAside && !raw.isRemark && raw.named.length === 0);
  const starts = new Set(earnest.map(({ raw }) => raw.left[0]?.at));
  const cases = casesOf(said, notation, isGradient, (name) => model.constants.has(name));
  const elsewhere = new Set(
    said.filter((each) => goesElsewhere(each, model, notation)).map(({ number }) => number),
  );
  const isNew = ({ target }: Equation): boolean =>
    !isMade(target, model) && !model.constants.has(target) && !isGradient(target);
  const defined = new Map(
    equationsOf(others)
      .filter(isNew)
      .map((each) => [each.target, each]),
  );
  const tried = { model, isGradient, defined };
  const example = exampleOf(said, notation, isGradient);
  const worked = example && new ExampleTrial(tried, example);
  const trials = new Map<string, CaseTrial>();
  /** @throws Unreadable where there are more than an answer has that is not written to be slow */
  const trialOf = (supposed: Case, at: Place): CaseTrial => {
    const key = JSON.stringify({ ...supposed, settings: [...supposed.settings] });
    const known = trials.get(key) ?? new CaseTrial(tried, supposed);
    if (trials.set(key, known).size > MOST_CASES)
      throw new Unreadable(at, `more than ${MOST_CASES} cases`, 'Leave out what is not the update.');
    return known;
  };
  const own = new Set(model.equations.map((each) => each.at));
  for (const each of said) {
    const { sentence, number } = each;
    if (elsewhere.has(number) || ALTERNATES.test(sentence) || optimizersIn(sentence).length > 1) continue;
    const isOfNumbers = (cases.get(number)?.settings.size ?? 0) > 0;
    const first = otherBranch(sentence);
    for (const claim of claimsIn(each, model, notation)) {
      if (own.has(claim.at)) continue;
      const isBeside = starts.has(claim.start);
      const isNumbered = isOfNumbered(model, ...claim.meant, claim.value);
      const isWorked = worked !== null && isNumbered;
      // `m_2 = 0.19` and `θ_3 = θ_0 − 0.56η`, of gradients that are not told
      if (worked === null && isNumbered && isOfGivenGradients(claim, isGradient)) continue;
      const isOfOne = claim.meant.every((e) => isOfOneStep(e, model));
      if (!(isBeside || isOfOne || isWorked || first || claim.isLater || cases.has(number))) continue;
      if (!(isBeside || isWorked || isOfSteps(claim, model, isOfNumbers))) continue;
      const supposed = first ? [first] : supposedIn(number, cases);
      const found = isWorked
        ? [worked.holds(claim)]
        : supposed.map((each) => trialOf(each, claim.at).holds(claim));
      const holds = found.includes(true) ? true : found.includes(null) ? null : false;
      if (holds ?? !isBeside) continue;
      const reason =
        holds === null
          ? 'this cannot be tried on the rule'
          : isWorked
            ? 'this is not what the rule makes of the numbers that are given'
            : reasonFor(claim, model, first ?? cases.get(number) ?? NO_CASE);
      return new Unreadable(claim.at, reason, 'Correct it, or leave it out.');
    }
  }
  return null;
}

function reasonFor(
  { meant, value, isLater }: Claim,
  model: Model,
  { settings, step, gradient: is }: Case,
): string {
  const letter = letterOf([...meant, value], model) ?? STEP;
  if ([...meant, value].every((e) => isConstant(e, model, letter)))
    return settings.size > 0 ? 'numbers that do not agree' : 'this does not go there as the steps go on';
  const when = [
    ...[...settings].map(([name, number]) => `${name} = ${number}`),
    ...(step === null ? [] : [`step ${step}`]),
    ...(is === 'none' ? ['gradients of 0'] : []),
    ...(is === 'same' || isLater ? ['a gradient that stays the same'] : []),
  ];
  return `this is not what comes of the rule${when.length > 0 ? ` with ${when.join(' and ')}` : ''}`;
}
