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
  isCountedIn,
  isSameLetter,
  keyOf,
  namesIn,
  namesOf,
  scriptsOf,
  spelled,
  stepOf,
  walkScoped,
  stepTime,
} from '../names.ts';
import type { Standing } from '../names.ts';
import type { Check, Objections } from './check.ts';
import { isOfAnyStep, LETTER, oddIndex } from './indices.ts';

/** What a loss is of beside the parameters: examples, batches, predictions. */
const DATA = /^([xyzXYZBDSNmnij]|xi)$/;

const AT_MOVED = 'Take the gradient at the parameters that the equation moves.';
const BY_MOVED = 'Take the gradient with respect to the parameters that the equation moves.';

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

/**
 * ∂w/∂w, of what the rule computes or moves; `φ − L∇_φ L(θ, φ)`, where L is a number too; and ∇χ beside ∇b, where nothing says what χ is.
 */
function* otherObjectives({ parts }: Check): Objections {
  const gradients = parts.flatMap(({ value }) => gradientsIn(value));
  const namesItsParameter = gradients.some(
    ({ written: { objective, points } }) => objective === null && points.length > 0,
  );
  const used = parts.flatMap(namesOf);
  for (const { written, at } of gradients) {
    const { objective, of, points } = written;
    if (objective === null) continue;
    const isByCustom = means('objective', objective);
    const isLoose = namesItsParameter && of === null && points.length === 0 && !isByCustom;
    const isUsed = used.some(
      (name) =>
        name.base === objective && (!isByCustom || keyOf(name) + (name.index ? '_' : '') === objective),
    );
    if (isLoose || isUsed)
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
  { of: pair, written: { of, isOfNoName, isQuotient, points, means, sums, shares }, at }: Gradient,
  part: Part,
  scope: readonly string[],
): Objections {
  const { parameter } = check;
  if (isOfNoName)
    yield new Unreadable(at, 'a gradient with respect to something that is not understood', BY_MOVED);
  if (of) {
    // ∂_i f(x): the derivative by the coordinate that is moved.
    const isCoordinate = !isQuotient && parameter !== null && parameter.coordinates.includes(of.base);
    if (!isCoordinate) yield* withRespectTo(check, of, at);
    // Of ∂L/∂w_i (w_t) the point says the step.
    const isAt = of.labels.length === 0 && points.some((point) => nameOf(point)?.base === of.base);
    if (!isAt && !isCountedIn(of, scope, part.value)) yield* oddIndex(check, of, at);
  }
  if (pair?.startsWith('(')) yield* ofPair(check, pair, points, at);
  if (parameter && areCoordinates(points, parameter)) return;
  const counters = [...means, ...sums].flatMap(({ counter }) => counter ?? []);
  const counts = [...shares, ...[...means, ...sums].map(({ upper }) => upper)].flatMap((count) =>
    count && count !== 'unread' ? (nameOf(count)?.base ?? []) : [],
  );
  if (parameter) {
    yield* withoutParameters(check, points, parameter, counters, counts);
    for (const point of points) yield* atPoint(check, point, parameter, part, scope);
  }
  yield* strangersAmong(check, points, counters);
  yield* unlikePoints(check, points);
}

/** J(θ_0, θ_1) has its coordinates one by one. */
function areCoordinates(points: readonly Expression[], parameter: Name): boolean {
  const numbers = points.map((point) => {
    const name = nameOf(point);
    return name && isSameLetter(name, parameter) ? Number(name.labels.find(isDigits)) : Number.NaN;
  });
  return numbers.length > 1 && numbers.every((each, i) => each === numbers[0]! + i);
}

/** (b, b) of ∂_{(b, b)} where (w, b) is moved, and J(β, b) of ∂_{(w, b)}. */
function* ofPair(
  { account: { parameters } }: Check,
  pair: string,
  points: readonly Expression[],
  at: Place,
): Objections {
  const isAt = (member: string): boolean =>
    points.some((point) => namesIn(point).some(({ name }) => member.startsWith(name.base)));
  const members = pair.slice(1, -1).split(',');
  if (!parameters.includes(pair))
    yield new Unreadable(at, `a gradient with respect to ${pair}, which is not what is moved`, BY_MOVED);
  if (members.some(isAt) && !members.every(isAt))
    yield new Unreadable(at, `a gradient at a part of ${pair} alone`, AT_MOVED);
}

/**
 * The parameters of L(W + μv_W, b + μv_b) stand in it in one way, each of them once: not in L(W + μv, W + μu), L(W + μv_b, b + μv_W), L(w_{t−1}, b_t). Nothing
 * else that the rule counts or computes with stands beside them.
 */
function* unlikePoints({ account, moved }: Check, points: readonly Expression[]): Objections {
  if (points.length < 2 || moved.length < 2) return;
  const { notation, model } = account;
  const owns = points.map((point) =>
    namesIn(point)
      .map(({ name }) => keyOf(name))
      .find((key) => moved.includes(key)),
  );
  const shapes = points.map((point, i) => shapeOf(point, owns[i] ?? '', model));
  const first = owns.findIndex((own) => own !== undefined);
  const stray = points.find((point, i) => {
    const own = owns[i];
    if (own !== undefined) return shapes[i] !== shapes[first] || owns.indexOf(own) < i;
    const name = nameOf(point) ?? NAMELESS;
    return isSum(point) || notation.timeLetters.has(name.base) || model.constants.has(keyOf(name));
  });
  if (stray) yield new Unreadable(stray.at, 'a gradient at points that are not made in one way', AT_MOVED);
}

/** An expression without the parameter that it is about: W + μv_W and b + μv_b are of one shape. */
function shapeOf(e: Expression, own: string, { constants }: Check['account']['model']): string {
  return textOf(
    rewrite(e, (each) => {
      if (each.kind === 'binary' && each.left.kind === 'number' && each.left.value === 1) return each.right;
      const name = nameOf(each);
      if (each.kind !== 'symbol' || !name) return each;
      if (keyOf(name) === own) return { ...each, name: '' };
      const labels = name.labels.map((label) => (label === own ? '' : label)).join();
      return { ...each, name: constants.has(each.name) ? each.name : labels, time: null };
    }),
  );
}

/** θ_i of `g_i = ∇f(θ_i)` beside `Σ_i γ^{t−i} g_i`: the point of the step that the gradient is of. */
const isSameOfSum = (check: Check, name: Name, { target, value }: Part): boolean =>
  target !== null && scriptsOf(target).join() === scriptsOf(name).join() && isOfAnyStep(check, target, value);

function* atPoint(
  check: Check,
  point: Expression,
  parameter: Name,
  part: Part,
  scope: readonly string[],
): Objections {
  const { steps, shifts, account } = check;
  for (const { name, at } of namesIn(point))
    if (!isCountedIn(name, scope, part.value) && !isSameOfSum(check, name, part))
      yield* oddIndex(check, name, at);
  const names = namesIn(point).filter(({ name }) => isSameLetter(name, parameter));
  for (const { name, at } of names) {
    const own = stepOf(name) ?? Number.NaN;
    const shift = shifts.get(part) ?? 0;
    const isOutside = (step: number): boolean => step < Math.min(...steps) || step > Math.max(...steps);
    // What only the step behind takes up was made where its own step starts.
    const isStray = isOutside(own + shift) && (shift >= 0 || isOutside(own));
    // Of which step each term of a sum is, its end says.
    const isCounted = scope.includes(stepTime(name)?.letter ?? '') || isCountedIn(name, scope, part.value);
    if (steps.length > 0 && isStray && !isCounted)
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

/**
 * ∇L(η), where θ is moved, ∂L/∂w at the number 0, and an index, a number of terms or the same example twice in the place of the
 * parameters: L_i(i), J(t_t), L(f(x; x), y). Of examples alone, L(f(x), y), the parameters may be left out.
 * @param counters of the sums that the gradient is in
 * @param counts   how many terms these have
 */
function* withoutParameters(
  check: Check,
  points: readonly Expression[],
  parameter: Name,
  counters: readonly string[],
  counts: readonly string[],
): Objections {
  const [first, ...others] = points;
  if (first?.kind === 'number' && others.length === 0)
    yield new Unreadable(first.at, 'a gradient at one fixed step', 'Give it the index of the step.');
  const names = points.flatMap(namesIn);
  const isOwn = ({ name }: Standing): boolean =>
    isSameLetter(name, parameter) || name.accents.length > 0 || isMadeFrom(check, name, parameter);
  if (names.some(isOwn)) return;
  const isWord = others.length === 0 && first?.kind === 'symbol';
  // Beside an example with the index of the sum, ℓ(x_i, B), only the parameters have none.
  const isCounted = ({ name }: Standing): boolean =>
    scriptsOf(name).some((script) => counters.includes(script));
  const isNoExample = (each: Standing, i: number): boolean => {
    const { name } = each;
    const isStep = check.account.notation.timeLetters.has(name.base) && name.index?.kind === 'step';
    const isCount = [...counters, ...counts].includes(name.base) && scriptsOf(name).length === 0;
    const isRepeated = names.findIndex((other) => spelled(other.name) === spelled(name)) < i;
    return (
      mayBePoint(check, name) || (isWord && isUnknownWord(check, name)) || isStep || isCount || isRepeated
    );
  };
  const found =
    names.find(isNoExample) ?? (names.some(isCounted) ? names.find((each) => !isCounted(each)) : null);
  if (found)
    yield new Unreadable(
      found.at,
      `a gradient at “${spelled(found.name)}”, while “${spelled(parameter)}” is moved`,
      AT_MOVED,
    );
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
  const composed = points.filter(({ kind }) => points.length > 1 || kind === 'binary');
  for (const { name, at } of composed.flatMap(namesIn))
    if (mayBePoint(check, name) && !counters.includes(name.base) && !isKnown(check, name))
      yield new Unreadable(
        at,
        `“${spelled(name)}” stands in the gradient and nowhere else`,
        `Say what ${spelled(name)} is, or add the equation that moves it.`,
      );
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
  yield new Unreadable(
    at,
    `a gradient with respect to “${spelled(of)}”, while “${spelled(parameter)}” is moved`,
    BY_MOVED,
  );
}

function isOwn(check: Check, of: Name, parameter: Name): boolean {
  const { looksAhead } = check.account;
  if (isSameLetter(of, parameter)) {
    const [one, other] = [of, parameter].map((name) => scriptsOf(name).join().toLowerCase());
    const isSame = one === '' || other === '' || one === other;
    return isSame && (of.accents.length === 0 || looksAhead || parameter.accents.length > 0);
  }
  return looksAhead && isMadeFrom(check, of, parameter);
}
