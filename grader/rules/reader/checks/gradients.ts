/** At which point a gradient is taken, and with respect to what. */
import { isDigits, mayBeGiven, means } from '../../lexicon.ts';
import { gradientsIn, isSum, NAMELESS, nameOf, rewrite, textOf } from '../../formulas/expression.ts';
import type { Expression, Gradient, Name } from '../../formulas/expression.ts';
import { isParameterLike } from '../../formulas/gradients.ts';
import { Unreadable } from '../../place.ts';
import type { Place } from '../../place.ts';
import { sidesOf } from '../account.ts';
import type { Part } from '../account.ts';
import {
  gradientLabel,
  isAlike,
  isCountedIn,
  isIndexOf,
  isSameLetter,
  keyOf,
  namesIn,
  namesOf,
  pointsIn,
  scriptsOf,
  spelled,
  stepOf,
  walkScoped,
} from '../names.ts';
import type { Standing } from '../names.ts';
import type { Check, Objections } from './check.ts';
import { LETTER, oddIndex } from './indices.ts';

/** What a loss is of beside the parameters: examples, batches, predictions. */
const DATA = /^([xyzXYZBDSNmnij]|xi)$/;

const AT_MOVED = 'Take the gradient at the parameters that the equation moves.';
const BY_MOVED = 'Take the gradient with respect to the parameters that the equation moves.';

/** A gradient at something while something else is moved. */
const elsewhere = ({ name, at }: Pick<Standing, 'name' | 'at'>, moved: string): Unreadable =>
  new Unreadable(at, `a gradient at “${spelled(name)}”, while ${moved} is moved`, AT_MOVED);

export function* gradientObjections(check: Check): Objections {
  for (const part of check.parts) {
    for (const { part: each, scope } of walkScoped(part.value)) {
      if (each.kind === 'gradient') yield* ofGradient(check, each, part, scope);
      const name = nameOf(each);
      const label = name && (gradientLabel(name) ?? keyOfGradient(check, name));
      if (label) yield* withRespectTo(check, label, each.at);
    }
  }
  yield* otherObjectives(check);
  yield* ofOtherWord(check);
}

const OF_WORD =
  /^\s*of\b[^.;:]*?\b(?:w\.?r\.?t\.?|with respect to)\s+(?:(?:the|its|each|all|every|this|these|our|current|present|model|network|trainable)(?:['’]s)?\s+)*(\p{L}+)/iu;
const ALL_WORDS = /^(parameters?|params?|weights?|variables?|them|it|itself|themselves)$/i;

/** "w = w − lr · gradient of the loss w.r.t. the biases": what follows in words. */
function* ofOtherWord({ parts, parameter }: Check): Objections {
  for (const { raw, at } of parameter ? parts : []) {
    const of = raw.plain ? OF_WORD.exec(raw.words.behind)?.[1] : undefined;
    if (of === undefined || ALL_WORDS.test(of) || isSameLetter({ ...NAMELESS, base: of }, parameter!))
      continue;
    yield new Unreadable(
      at,
      `a gradient with respect to “${of}”, while “${spelled(parameter!)}” is moved`,
      BY_MOVED,
    );
  }
}

/** W of grads['W'], where params['…'] is moved. */
function keyOfGradient({ parameter }: Check, { base, labels }: Name): Name | null {
  const isEntry = parameter !== null && means('parameters', parameter.base) && parameter.labels.length > 0;
  return isEntry && means('gradients', base) && labels[0] !== undefined
    ? { ...NAMELESS, base: labels[0] }
    : null;
}

/** ∂w/∂w, of what the rule computes or moves; and ∇χ beside ∇b, where nothing says what χ is. */
function* otherObjectives({ parts }: Check): Objections {
  const gradients = parts.flatMap(({ value }) => gradientsIn(value));
  const namesItsParameter = gradients.some(
    ({ written: { objective, points } }) => objective === null && points.length > 0,
  );
  const used = new Set(parts.flatMap(namesOf).map(({ base }) => base));
  for (const { written, at } of gradients) {
    const { objective, of, points } = written;
    if (objective === null) continue;
    const isLoose = namesItsParameter && of === null && points.length === 0 && !means('objective', objective);
    if (isLoose || (used.has(objective) && !means('objective', objective)))
      yield new Unreadable(
        at,
        `a gradient of “${objective}”, which is not what is minimized`,
        'Take the gradient of the loss with respect to the parameters.',
      );
  }
}

/** @param scope the indices of the sums around it */
function* ofGradient(
  check: Check,
  { of: pair, written: { of, isOfNoName, points, means, sums, shares }, at }: Gradient,
  part: Part,
  scope: readonly string[],
): Objections {
  if (isOfNoName)
    yield new Unreadable(at, 'a gradient with respect to something that is not understood', BY_MOVED);
  if (of) {
    yield* withRespectTo(check, of, at);
    // Of ∂L/∂w_i (w_t) the point says the step.
    const isAt = of.labels.length === 0 && points.some((point) => nameOf(point)?.base === of.base);
    if (!isAt) yield* oddIndex(check, of, at);
  }
  const { parameter } = check;
  yield* ofOtherPair(check, pair, points, at);
  const numbers = points.filter((point) =>
    nameOf(point)?.labels.some((label) => !parameter || isIndexOf(label, parameter)),
  );
  if (numbers.length > 1) {
    yield* oneByOne(points, parameter);
    return;
  }
  const counters = [...means, ...sums].flatMap(({ counter }) => counter ?? []);
  if (parameter) {
    const counts = [...shares, ...[...means, ...sums].map(({ upper }) => upper)];
    const numbers = counts.flatMap((count) =>
      count && count !== 'unread' ? (nameOf(count)?.base ?? []) : [],
    );
    yield* stranger(check, points, parameter, counters, numbers);
    for (const point of points) yield* atPoint(check, point, parameter, part, scope);
  }
  yield* strangersAmong(check, points, counters);
  yield* placesOfPoints(check, points);
}

/** J(θ_0, θ_1) has its coordinates one by one, each of them once. */
function* oneByOne(points: readonly Expression[], parameter: Name | null): Objections {
  const names = points.map(nameOf);
  const numbers = names.flatMap((name) =>
    (name?.labels ?? []).filter((label) => isDigits(label)).map(Number),
  );
  const stray = names.findIndex((name) => !name || (parameter !== null && !isSameLetter(name, parameter)));
  const isInOrder = numbers.every((each, i) => i === 0 || each === numbers[i - 1]! + 1);
  if (stray >= 0 || !isInOrder)
    yield new Unreadable(
      points[Math.max(stray, 0)]!.at,
      'a gradient at coordinates that are not all of the parameters, one by one',
      AT_MOVED,
    );
}

/** L(W + μv, W + μu), twice at W; L(η + μv, b); L(W + μv_W, b + μv_W), ahead by the step of another; and L(w_{t−1}, b_t). */
function* placesOfPoints({ account, moved }: Check, points: readonly Expression[]): Objections {
  if (points.length < 2 || moved.length < 2) return;
  // L(W + μv_W, b − μv_b) looks ahead with one and back with the other.
  const [ahead, ...others] = points.filter(isSum).map((point) => shapeOf(point, account.model));
  if (others.some((other) => other !== ahead))
    yield new Unreadable(points[0]!.at, 'a gradient at points that are not made in one way', AT_MOVED);
  const seen = new Map<string, Name>();
  for (const point of points) {
    const names = namesIn(point);
    const own = names.find(({ name }) => moved.includes(keyOf(name)));
    if (!own) {
      // L(t_t, b_t), L(W, η) and L(W, t)
      const name = nameOf(point) ?? NAMELESS;
      const isStep = account.notation.timeLetters.has(name.base);
      if (isSum(point) || isStep || account.model.constants.has(keyOf(name)))
        yield new Unreadable(point.at, 'a gradient at a point without parameters', AT_MOVED);
      continue;
    }
    const { name, at } = own;
    const stray = names.find(
      (each) =>
        each !== own && each.name.labels.some((label) => label !== name.base && moved.includes(label)),
    );
    if (stray)
      yield new Unreadable(stray.at, `“${spelled(stray.name)}” added to “${spelled(name)}”`, AT_MOVED);
    if (seen.has(keyOf(name))) yield new Unreadable(at, `a gradient at “${spelled(name)}” twice`, AT_MOVED);
    const other = [...seen.values()].find((each) => stepOf(each) !== stepOf(name));
    if (other)
      yield new Unreadable(
        at,
        `a gradient at “${spelled(other)}” and “${spelled(name)}”, which are of two steps`,
        AT_MOVED,
      );
    seen.set(keyOf(name), name);
  }
}

/** The signs and constants of an expression. */
function shapeOf(e: Expression, { constants }: Check['account']['model']): string {
  return textOf(
    rewrite(e, (each) => {
      if (each.kind === 'binary' && each.left.kind === 'number' && each.left.value === 1) return each.right;
      if (each.kind !== 'symbol') return each;
      return { ...each, name: constants.has(each.name) ? each.name : '', time: null };
    }),
  );
}

/** ∂_{(b, b)} where (w, b) is moved, and ∂_{(w, b)} J(β, b). */
function* ofOtherPair(
  check: Check,
  pair: string | null,
  points: readonly Expression[],
  at: Place,
): Objections {
  if (!pair?.startsWith('(')) return;
  if (!check.account.parameters.includes(pair)) {
    yield new Unreadable(at, `a gradient with respect to ${pair}, which is not what is moved`, BY_MOVED);
    return;
  }
  const members = pair.slice(1, -1).split(',');
  for (const point of points) {
    const name = nameOf(point);
    if (name && mayBePoint(check, name) && !members.some((member) => member.startsWith(name.base)))
      yield elsewhere({ name, at: point.at }, pair);
  }
  const isAt = (member: string): boolean =>
    points.some((point) => namesIn(point).some(({ name }) => member.startsWith(name.base)));
  if (members.some(isAt) && !members.every(isAt))
    yield new Unreadable(at, `a gradient at a part of ${pair} alone`, AT_MOVED);
}

function* atPoint(
  check: Check,
  point: Expression,
  parameter: Name,
  part: Part,
  scope: readonly string[],
): Objections {
  const { steps, shifts, account } = check;
  for (const { name, at } of namesIn(point))
    if (!isCountedIn(name, scope, part.value)) yield* oddIndex(check, name, at);
  const names = namesIn(point).filter(({ name }) => isSameLetter(name, parameter));
  for (const { name, at } of names) {
    const step = stepOf(name);
    const shift = shifts.get(part) ?? 0;
    const isNumbered =
      name.index?.kind === 'number' || name.labels.some((label) => isIndexOf(label, parameter));
    const isOther =
      step !== null &&
      steps.length > 0 &&
      (step + shift < Math.min(...steps) || step + shift > Math.max(...steps));
    const hasLostIt = !isCountedIn(name, scope, part.value) && hasLostItsStep(check, name);
    if (isNumbered || isOther || hasLostIt)
      yield new Unreadable(
        at,
        `a gradient at “${spelled(name)}”, which is not where the step starts`,
        'Take the gradient at the parameters that the step starts from.',
      );
  }
  if (names.length > 0 && point.kind === 'binary' && !account.looksAhead)
    yield new Unreadable(
      point.at,
      'a gradient at another point than the parameters',
      'Take the gradient at the parameters, or say which method looks ahead.',
    );
}

/** θ_i where all other gradients are taken at θ_t. */
function hasLostItsStep({ parts }: Check, name: Name): boolean {
  if (name.index || name.coordinates.length === 0) return false;
  const points = parts.flatMap(({ value }) => pointsIn(value));
  return points.flatMap(namesIn).some((other) => isAlike(other.name, name) && other.name.index !== null);
}

/**
 * ∇L(η), where θ is moved, ∂L/∂w at the number 0, and an index, a number of terms or an example in the place of the parameters:
 * L_i(i), J(t_t), L(f(x; x), y). Of examples alone, L(f(x), y), the parameters may be left out.
 * @param counters of the sums that the gradient is in
 * @param counts   how many terms these have
 */
function* stranger(
  check: Check,
  points: readonly Expression[],
  parameter: Name,
  counters: readonly string[],
  counts: readonly string[],
): Objections {
  const number = points.find(({ kind }) => kind === 'number');
  if (number && points.length === 1)
    yield new Unreadable(number.at, 'a gradient at one fixed step', 'Give it the index of the step.');
  const names = points.flatMap(namesIn);
  const isOwn = ({ name }: Standing): boolean =>
    isSameLetter(name, parameter) || name.accents.length > 0 || isMadeFrom(check, name, parameter);
  if (names.some(isOwn)) return;
  // Beside an example with the index of the sum, ℓ(x_i, B), only the parameters have none.
  const isCounted = ({ name }: Standing): boolean =>
    scriptsOf(name).some((script) => counters.includes(script));
  const isWord = points.length === 1 && points[0]!.kind === 'symbol';
  const found =
    names.find(({ name }) => mayBePoint(check, name)) ??
    (isWord ? names.find(({ name }) => isUnknownWord(check, name)) : undefined) ??
    (names.some(isCounted) ? names.find((each) => !isCounted(each)) : undefined) ??
    names.find(({ name }) => isNoPoint(check, name, [...counters, ...counts])) ??
    names.find(({ name }, i) => names.findIndex((other) => spelled(other.name) === spelled(name)) < i);
  if (found) yield elsewhere(found, `“${spelled(parameter)}”`);
}

/** A step with its index, or the letter that a sum counts by or to. */
function isNoPoint({ account }: Check, name: Name, letters: readonly string[]): boolean {
  const isStep = account.notation.timeLetters.has(name.base) && name.index?.kind === 'step';
  return isStep || (letters.includes(name.base) && scriptsOf(name).length === 0);
}

/** A letter that is neither an example nor a step; i_t is none of the two. */
function mayBePoint({ account }: Check, { base, index }: Name): boolean {
  if (/^[ijmn]$/.test(base) && index?.kind === 'step') return true;
  const isLetter = LETTER.test(base) || isParameterLike(base);
  return !account.notation.timeLetters.has(base) && !DATA.test(base) && isLetter;
}

/** `grad(qq)`, of a name that occurs nowhere else. */
function isUnknownWord(check: Check, name: Name): boolean {
  return name.base.length > 1 && !LETTER.test(name.base) && !mayBeGiven(name.base) && !isKnown(check, name);
}

/** Does the answer use the name outside of the points of gradients? */
function isKnown({ parts, told, account, moved }: Check, name: Name): boolean {
  const all = [...parts, ...told];
  const takenBy = all.flatMap(({ value }) => (value ? gradientsIn(value) : []));
  const names = [...all.flatMap(namesOf), ...takenBy.flatMap(({ written }) => written.of ?? [])];
  return (
    account.mentioned.has(name.base) ||
    // (W, b), moved together.
    (name.labels.length === 0 && moved.includes(name.base)) ||
    names.some((other) => keyOf(other) === keyOf(name))
  );
}

/**
 * L(χ + μv, b) and J(w, b) without any b: of several arguments each is a parameter, an example, or something that the answer
 * uses elsewhere. So is everything in a point ahead.
 * @param counters the indices of the sums in the gradient
 */
function* strangersAmong(
  check: Check,
  points: readonly Expression[],
  counters: readonly string[],
): Objections {
  for (const point of points) {
    if (points.length < 2 && point.kind !== 'binary') continue;
    for (const { name, at } of namesIn(point)) {
      if (!mayBePoint(check, name) || counters.includes(name.base) || isKnown(check, name)) continue;
      yield new Unreadable(
        at,
        `“${spelled(name)}” stands in the gradient and nowhere else`,
        `Say what ${spelled(name)} is, or add the equation that moves it.`,
      );
    }
  }
}

/** A point of its own, to look ahead from: `y = x + βv`. */
function isMadeFrom({ account }: Check, { base, accents }: Name, parameter: Name): boolean {
  const { candidates, notation } = account;
  return candidates.some(({ target, raw }) => {
    if (target.name !== [...accents, base].join(' ')) return false;
    const value = sidesOf(raw, notation).right;
    return value !== null && namesIn(value).some(({ name }) => isSameLetter(name, parameter));
  });
}

/** With respect to what a gradient is taken. */
function* withRespectTo(check: Check, of: Name, at: Place): Objections {
  const { parameter } = check;
  // params['W'] is moved by grads['W'].
  const key = parameter && means('parameters', parameter.base) ? parameter.labels[0] : undefined;
  if (!parameter || (isOwn(check, of, parameter) && (key === undefined || key === of.base))) return;
  // ∂_i f(x): the derivative by the coordinate that is moved.
  if (parameter.coordinates.includes(of.base)) return;
  yield new Unreadable(
    at,
    `a gradient with respect to “${spelled(of)}”, while “${spelled(parameter)}” is moved`,
    'Take the gradient with respect to the parameters that the equation moves.',
  );
}

function isOwn(check: Check, of: Name, parameter: Name): boolean {
  const { looksAhead, parameters } = check.account;
  if (parameters.some((name) => name.startsWith('('))) return true;
  if (isSameLetter(of, parameter)) {
    const [one, other] = [of, parameter].map((name) => scriptsOf(name).join().toLowerCase());
    const isSame = one === '' || other === '' || one === other;
    return isSame && (of.accents.length === 0 || looksAhead || parameter.accents.length > 0);
  }
  return looksAhead && isMadeFrom(check, of, parameter);
}
