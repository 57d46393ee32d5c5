/** Which step, coordinate and layer every index means. */
import { isDigits, means } from '../../lexicon.ts';
import { gradientsIn, nameOf, walk } from '../../formulas/expression.ts';
import type { Bounds, Expression, Name } from '../../formulas/expression.ts';
import { allOf } from '../../text/plain/piece.ts';
import { render } from '../../formulas/symbols.ts';
import type { Notation } from '../../formulas/symbols.ts';
import { Unreadable } from '../../place.ts';
import type { Place } from '../../place.ts';
import type { Part } from '../account.ts';
import {
  countersIn,
  gradientLabel,
  isAlike,
  isCountedIn,
  isGradientBase,
  keyOf,
  nameOfStep,
  namesIn,
  namesOf,
  pointsIn,
  scriptsOf,
  spelled,
  stepOf,
  stepTime,
} from '../names.ts';
import type { Standing } from '../names.ts';
import type { Check, Objections, Told } from './check.ts';

export const LETTER =
  /^([A-Za-z]|alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|nu|rho|sigma|phi|psi|chi|omega|Theta)$/;

/** A letter that may count something, `m` and `m−1`. */
const INDEX = /^([A-Za-z]|[A-Za-z][a-z]{1,6})([+-]\d+)?$/;

const ONE_INDEX = 'Use one index for the step.';

export function* indexObjections(check: Check): Objections {
  for (const part of check.parts) {
    for (const { name, at, scope } of namesIn(part.value))
      if (!isCountedIn(name, scope, part.value)) yield* oddIndex(check, name, at);
    yield* letters(part);
    yield* coordinates(check, part);
  }
  for (const { target, left, value } of check.told) {
    // Where s goes in the end, s_∞, is no step of it.
    const isAtEnd = target?.labels.join() === 'infty';
    if (!target || !value || isAtEnd || isOfAnyStep(check, target, value)) continue;
    // `m_0 = 0` and `w_1 = w_1 − …` are no steps.
    const isMadeAnew = namesIn(value).some(({ name }) => isAlike(name, target) && isStep(name));
    if (isMadeAnew || !isNumbered(target)) yield* oddIndex(check, target, left!.at);
  }
  yield* otherThings(check);
  yield* secondSteps(check);
  yield* unmarked(check);
}

/**
 * `v_new = μ v + g`, and below it v without its mark: the old one, as above, or the new one that is meant? None is made of itself, as of
 * `v_new = μ v − η ∇J(θ + μ v_new)`.
 */
function* unmarked({ parts, parameter }: Check): Objections {
  for (const [i, { target, value }] of parts.entries()) {
    if (!target || target.index?.kind !== 'word' || target.index.is !== 'new') continue;
    const key = keyOf(target);
    const isBare = ({ name }: Standing): boolean => keyOf(name) === key && name.index === null;
    const isNew = ({ name: { index }, name }: Standing): boolean =>
      keyOf(name) === key && index?.kind === 'word' && index.is === 'new';
    const early = pointsIn(value).flatMap(namesIn).find(isNew);
    if (early)
      yield new Unreadable(
        early.at,
        `“${spelled(early.name)}” is needed to make itself`,
        'Write the old one there.',
      );
    if ((parameter && keyOf(parameter) === key) || !namesIn(value).some(isBare)) continue;
    for (const other of parts.slice(i + 1)) {
      const names = namesIn(other.value);
      const bare = names.find(isBare);
      if (bare && !names.some(isNew))
        yield new Unreadable(
          bare.at,
          `“${spelled(bare.name)}” beside “${spelled(target)}”, and it is not clear which value is meant`,
          'Mark the new value wherever it is meant.',
        );
    }
  }
}

/** Two letters that count steps in one equation, `θ_t = θ_{k−1} − …` and `θ_s = θ_{t−1} − η Σ_{s=1}^χ …`. */
function* letters({ target, value, at }: Part): Objections {
  const points = pointsIn(value);
  const counters = [value, ...points].flatMap(countersIn);
  const standing: readonly Pick<Standing, 'name' | 'scope'>[] = [
    ...(target ? [{ name: target, scope: [] }] : []),
    ...namesIn(value),
    ...points.flatMap(namesIn).map(({ name }) => ({ name, scope: counters })),
  ];
  const lettersOf = (all: typeof standing): string[] =>
    all.flatMap(({ name, scope }) => {
      const letter = stepTime(name)?.letter;
      return letter === undefined || scope.includes(letter) ? [] : [letter];
    });
  const isRate = ({ name: { base } }: Pick<Standing, 'name'>): boolean =>
    means('rate', base) && !means('momentum', base);
  // `η_t` beside w^{(k)}: a rate of any step, which changes nothing of what the others count.
  const found = new Set(lettersOf(standing.filter((each) => !isRate(each))));
  const ends = walk(value).flatMap((each) => (each.kind === 'history' ? endOf(each.written) : []));
  if (found.size > 0) for (const letter of ends) found.add(letter);
  const told = [...found].map((letter) => `“${letter}”`).join(' and ');
  if (found.size > 1)
    yield new Unreadable(at, `steps that are counted by ${told} in one equation`, ONE_INDEX);
}

/** t of Σ^t */
function endOf(bounds: Bounds | undefined): string[] {
  const upper = bounds?.upper;
  const letter = upper && upper !== 'unread' ? nameOfStep(upper)?.base : undefined;
  return letter === undefined ? [] : [letter];
}

/** `g_τ = ∇L(θ_τ)`, where τ counts a sum or stands nowhere else: the gradient at any step. */
export function isOfAnyStep({ told, parameter }: Check, target: Name, value: Expression): boolean {
  const [counter = '', ...more] = scriptsOf(target);
  const isOfIt = (name: Name): boolean => scriptsOf(name).includes(counter);
  const points = pointsIn(value);
  if (more.length > 0 || !points.some((point) => namesIn(point).some(({ name }) => isOfIt(name))))
    return false;
  const others = told.filter((other) => other.value !== null && other.value !== value);
  if (others.some((other) => countersIn(other.value!).includes(counter))) return true;
  const at = value.kind === 'gradient' && points.length === 1 ? nameOf(points[0]!) : null;
  const isThere = at && parameter && isAlike(at, parameter) && scriptsOf(at).join() === counter;
  return isGradientBase(target.base) && !!isThere && !others.flatMap(namesOf).some(isOfIt);
}

/**
 * Where a name has a step for its index, it has one everywhere: θ_m among θ_t and θ_{t−1}, `G_0 = G_{t−1} + …`. So has a gradient, g_v of
 * `v_t = βv_{t−1} + g_v`. A script that tells two names apart stands in an equation of its own, as in v_{dW} and v_{db}.
 */
export function* oddIndex({ account, parts, timed, parameter }: Check, name: Name, at: Place): Objections {
  const isNumber = isNumbered(name);
  const hasLetters = name.index === null && scriptsOf(name).length > 0;
  if (!isNumber && !(hasLetters && name.labels.every((label) => INDEX.test(label)))) return;
  // β_2 = 1 − β_1 gives the weight of the new term, and no step.
  const isConstant = (value: Expression): boolean =>
    value.kind === 'binary' &&
    value.operator === '-' &&
    value.left.kind === 'number' &&
    value.left.value === 1 &&
    value.right.kind === 'symbol' &&
    nameOf(value.right)?.base === name.base;
  const made = parts.flatMap(({ target, value }) =>
    target && isAlike(target, name) && !(isNumber && isConstant(value)) ? [target] : [],
  );
  const isMadeSo = (target: Name): boolean =>
    target !== name && keyOf(target) === keyOf(name) && (name.labels.length > 0 || target.index === null);
  const isOfParameter = isNumber && name.labels.some((label) => parameter?.labels.includes(label));
  if (made.some(isMadeSo) || isOfParameter) return;
  // s_{i,i} has one coordinate too many where the others are s_{t,i}.
  const isPlainer = (other: Name): boolean =>
    other.labels.length === 0 &&
    (isNumber || name.labels.length > 0 || other.coordinates.length < name.coordinates.length);
  const isGradient = isGradientBase(name.base);
  const other =
    timed.find((each) => isAlike(each, name) && isPlainer(each)) ??
    (isGradient && isLetterAlone(name) ? stepMadeOf(name, parts) : undefined);
  const isState = made.length > 0 || account.model.equations.some(({ target }) => target === name.base);
  if (isNumber && (other || isGradient || isState))
    yield new Unreadable(at, `“${spelled(name)}”, which is one fixed step`, 'Give it the index of the step.');
  else if (other && (isGradient || isState))
    yield new Unreadable(at, `“${spelled(name)}” has another index than “${spelled(other)}”`, ONE_INDEX);
}

const isStep = (name: Name): boolean => stepOf(name) !== null && name.labels.length === 0;

/** β_{1,t} has its step; g_{0,t−1} has two. */
const isNumbered = ({ base, index, labels }: Name): boolean =>
  index?.kind === 'number' || ((index === null || isGradientBase(base)) && labels.some(isDigits));

/** g_v, which is no gradient for v. */
const isLetterAlone = (name: Name): boolean =>
  name.labels.length === 1 && /^[a-zT]$/.test(name.labels[0]!) && !gradientLabel(name);

/** What an equation makes at a step from this very name. */
const stepMadeOf = (name: Name, parts: Check['parts']): Name | undefined =>
  parts.find(({ target, value }) => target?.index && namesIn(value).some((each) => each.name === name))
    ?.target ?? undefined;

/** g_{t+1,t}: beside the step of its examples a gradient has that of the parameters at which it is taken. */
function* secondSteps({ parts, steps, shifts }: Check): Objections {
  for (const part of parts)
    for (const { name, at } of namesIn(part.value)) {
      const [, letter, offset] = /^([a-z])([+-]\d+)$/.exec(name.labels[0] ?? '') ?? [];
      const start = Math.min(...steps) - (shifts.get(part) ?? 0);
      if (name.index?.kind === 'step' && offset && (letter !== name.index.letter || Number(offset) !== start))
        yield new Unreadable(at, `“${spelled(name)}”, a gradient of another step`, ONE_INDEX);
    }
}

/**
 * G_{t,jj}, g_{t,s} and (∇L)_k where θ_{t,i} is moved, and θ_{t+1,d}: the coordinate of an equation is the same in all of it, but for
 * one that a sum counts.
 */
function* coordinates({ told, parameter }: Check, { target, value, at }: Part): Objections {
  const moved = target?.coordinates.length ? target : parameter;
  const own = new Set([...(moved?.coordinates ?? []), ...countersIn(value)]);
  const others = told.flatMap(namesOf).filter((name) => name.coordinates.length > 0);
  /** Of a letter that stands where others of the name have a coordinate, too. */
  const coordinatesOf = (name: Name): readonly string[] => {
    const isGradient = isGradientBase(name.base) && !gradientLabel(name);
    const isOther = others.some(
      (other) => isAlike(other, name) && (name.index !== null || other.index === null),
    );
    const letters = isGradient || isOther ? name.labels.filter((label) => LETTER.test(label)) : [];
    return name.coordinates.length > 0 ? name.coordinates : letters;
  };
  // θ_{t+1,i} = θ_t − …
  const hasNone = (name: Name): boolean =>
    target !== null &&
    keyOf(name) === keyOf(target) &&
    name.index !== null &&
    name.coordinates.length < target.coordinates.length;
  const isStray = (coordinate: string): boolean => !own.has(coordinate);
  const isOdd = ({ name }: Pick<Standing, 'name'>): boolean =>
    coordinatesOf(name).some(isStray) || hasNone(name);
  const made = target?.index ? [{ name: target, at }] : [];
  const stray =
    made.find(isOdd) ??
    (moved?.coordinates.length
      ? (namesIn(value).find(isOdd) ??
        gradientsIn(value).find(({ written }) => written.coordinates.some(isStray)))
      : undefined);
  if (stray)
    yield new Unreadable(
      stray.at,
      'a coordinate that the left-hand side does not have',
      'Use one index for all of it.',
    );
}

/**
 * One rule is about one layer and one parameter: W^{[l]} with the gradient of W^{[k]}, MeanSquare(w, t) beside MeanSquare(k, t), and g_{t−1,t} of the
 * examples of one step at the parameters of another.
 */
function* otherThings({ told, account: { notation } }: Check): Objections {
  const known = new Map<string, string>();
  for (const { of, is, at } of told.flatMap((each) => thingsIn(each, notation))) {
    const first = known.get(of) ?? is;
    known.set(of, first);
    if (is === first) continue;
    yield new Unreadable(
      at,
      is === ''
        ? `${of} nothing, while elsewhere it is “${first}”`
        : `${of} “${is}”, while elsewhere it is “${first}”`,
      'Use the same one everywhere.',
    );
  }
}

/** What a name, or the rule, is of beside the step. */
interface Thing {
  of: string;
  is: string;
  at: Place;
}

function thingsIn({ target, left, value, raw }: Told, notation: Notation): Thing[] {
  const layers = allOf([...raw.left, ...raw.right]).flatMap((piece): Thing[] => {
    const [only, ...more] = (piece.kind === 'scripts' && piece.sup) || [];
    const isLayer = only?.kind === 'group' && only.open === '[' && more.length === 0;
    return isLayer ? [{ of: 'layer', is: render(only.body, notation), at: piece.at }] : [];
  });
  const names = [
    ...(target && left ? [{ name: target, at: left.at }] : []),
    ...(value ? namesIn(value) : []),
  ];
  return [
    ...layers,
    ...names.map(({ name: { base: whole, labels, index }, at }) => {
      const [base = '', ...beside] = whole.split(' of ');
      const steps = index?.kind === 'step' ? labels.filter((label) => /[+-]\d+$/.test(label)) : [];
      return { of: `“${base}” of`, is: [...beside, ...steps].join(), at };
    }),
  ];
}
