/** Which step, coordinate and layer every index means. */
import { isDigits } from '../../lexicon.ts';
import { gradientsIn, walk } from '../../formulas/expression.ts';
import type { Bounds, Expression, Name } from '../../formulas/expression.ts';
import { allOf } from '../../text/piece.ts';
import { render } from '../../formulas/symbols.ts';
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
import type { Check, Objections } from './check.ts';

export const LETTER =
  /^([A-Za-z]|alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|nu|rho|sigma|phi|psi|chi|omega|Theta)$/;

/** A letter that may count something, `m` and `m−1`. */
const INDEX = /^([A-Za-z]|[A-Za-z][a-z]{1,6})([+-]\d+)?$/;

const ONE_INDEX = 'Use one index for the step.';

export function* indexObjections(check: Check): Objections {
  for (const part of check.parts) {
    for (const { name, at, scope } of namesIn(part.value))
      if (!isCountedIn(name, scope, part.value)) yield* numberedOrOdd(check, name, at);
    if (part.target && !isOfSum(check, part.target, part.value)) yield* oddIndex(check, part.target, part.at);
    yield* letters(part);
    yield* coordinates(check, part);
  }
  yield* fixedTargets(check);
  yield* secondSteps(check);
  yield* layers(check);
  yield* argumentsOf(check);
}

/** Two letters that count steps in one equation, `θ_t = θ_{k−1} − …` and `θ_s = θ_{t−1} − η Σ_{s=1}^χ …`. */
function* letters({ target, value, at }: Part): Objections {
  const points = pointsIn(value);
  const counters = [value, ...points].flatMap(countersIn);
  const isOfStep = ({ name, scope }: Standing): boolean => !scope.includes(stepTime(name)?.letter ?? '');
  const names = [
    ...(target ? [target] : []),
    ...namesIn(value)
      .filter(isOfStep)
      .map(({ name }) => name),
  ];
  const ends = walk(value).flatMap((each) => (each.kind === 'history' ? endOf(each.written) : []));
  const taken = points
    .flatMap(namesIn)
    .filter(({ name }) => !counters.includes(stepTime(name)?.letter ?? ''));
  const found = new Set(
    [...names, ...taken.map(({ name }) => name)].flatMap((name) => stepTime(name)?.letter ?? []),
  );
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

function fixed(name: Name, at: Place): Unreadable {
  return new Unreadable(at, `“${spelled(name)}”, which is one fixed step`, 'Give it the index of the step.');
}

/** `G_0 = G_{t−1} + …`: a step that is made at one time only; and `v_θ = v_{t−1} + …`. */
function* fixedTargets(check: Check): Objections {
  for (const { target, left, value } of check.told) {
    if (!target || !left || !value) continue;
    const uses = namesIn(value).filter(({ name }) => isAlike(name, target) && stepOf(name) !== null);
    const isMadeBeside = check.told.some(
      (other) => other.target && isAlike(other.target, target) && other.target.index?.kind === 'step',
    );
    if ((isGradientBase(target.base) && !isOfSum(check, target, value)) || uses.length > 0 || isMadeBeside)
      yield* oddIndex(check, target, left.at);
    const isFixed = target.index?.kind === 'number' || target.labels.some((label) => isDigits(label));
    if (isFixed && uses.some(({ name }) => name.labels.length === 0)) yield fixed(target, left.at);
  }
}

/** `g_τ = ∇L(θ_τ)` beside `Σ_τ g_τ²`: the gradient at any step of the sum. */
function isOfSum({ told }: Check, { labels }: Name, value: Expression): boolean {
  const [counter = '', ...more] = labels;
  return (
    more.length === 0 &&
    pointsIn(value).some((point) => namesIn(point).some(({ name }) => name.labels.includes(counter))) &&
    told.some((other) => other.value !== null && countersIn(other.value).includes(counter))
  );
}

/** An index that is a number, or another letter than all others of this name have. */
function* numberedOrOdd(check: Check, name: Name, at: Place): Objections {
  const { parts, timed, parameter } = check;
  const { model } = check.account;
  const isGradient = isGradientBase(name.base) && name.accents.length === 0;
  // β_{1,t} has its step; g_{0,t−1} has two.
  const isNumber =
    name.index?.kind === 'number' ||
    ((name.index === null || isGradient) && name.labels.some((each) => isDigits(each)));
  if (!isNumber) {
    yield* oddIndex(check, name, at);
    return;
  }
  const sameLetter = parts.flatMap(({ target }) => (target && isAlike(target, name) ? [target] : []));
  const isKnown = sameLetter.some((target) => keyOf(target) === keyOf(name));
  // β_2 beside β_{1,t}: there the number tells which β it is.
  const isTimed = timed.some((other) => isAlike(other, name) && !other.labels.some((each) => isDigits(each)));
  const isOfParameter = name.labels.some((each) => parameter?.labels.includes(each));
  // G_0 of G_t that is told in words.
  const isAssumed = model.equations.some(({ target }) => target === name.base) && timed.length > 0;
  if (!isKnown && !isOfParameter && (isAssumed || sameLetter.length > 0 || isTimed || isGradient))
    yield fixed(name, at);
}

/** θ_m among θ_t and θ_{t−1}: a letter that counts no steps where all others of the name do. */
export function* oddIndex({ parts, timed }: Check, name: Name, at: Place): Objections {
  if (name.index || scriptsOf(name).length === 0 || !name.labels.every((each) => INDEX.test(each))) return;
  const isGradient = isGradientBase(name.base);
  const isRole = isGradient || parts.some(({ target }) => target && isAlike(target, name));
  // s_{i,i} has one coordinate too many where the others are s_{t,i}.
  const other = timed.find(
    (each) =>
      isAlike(each, name) &&
      each.labels.length === 0 &&
      (name.labels.length > 0 ||
        each.coordinates.length === 0 ||
        each.coordinates.length < name.coordinates.length),
  );
  const isOwn = parts.some(
    ({ target }) =>
      target &&
      target !== name &&
      keyOf(target) === keyOf(name) &&
      (name.labels.length > 0 || target.index === null),
  );
  if (isGradient) yield* letterAsIndex(parts, name, at);
  if (!other || !isRole || isOwn) return;
  yield new Unreadable(at, `“${spelled(name)}” has another index than “${spelled(other)}”`, ONE_INDEX);
}

/** g_v in `v_t = βv_{t−1} + g_v`, and g_s where the other names have steps: the letter counts nothing. */
function* letterAsIndex(parts: Check['parts'], name: Name, at: Place): Objections {
  const [label = '', ...more] = name.labels;
  const isOfStep = parts.some(
    ({ target, value }) => target?.index && namesIn(value).some((each) => each.name === name),
  );
  if (!isOfStep || more.length > 0 || !/^[a-zT]$/.test(label) || gradientLabel(name)) return;
  yield new Unreadable(at, `“${spelled(name)}” has an index that counts no steps`, ONE_INDEX);
}

/** g_{t,t−1}, of the examples of step t at the parameters of the step before: of two steps both are the same everywhere. */
function* secondSteps({ parts, told, steps, shifts }: Check): Objections {
  for (const part of parts) {
    for (const { name, at } of namesIn(part.value)) {
      const [, letter, offset] = /^([a-z])([+-]\d+)$/.exec(name.labels[0] ?? '') ?? [];
      if (offset === undefined || name.index?.kind !== 'step' || !isGradientBase(name.base)) continue;
      const start = Math.min(...steps) - (shifts.get(part) ?? 0);
      if (letter !== name.index.letter || (steps.length > 0 && Number(offset) !== start))
        yield new Unreadable(at, `“${spelled(name)}”, a gradient of another step`, ONE_INDEX);
    }
  }
  const names = parts.flatMap(({ value }) => namesOf({ target: null, value }));
  for (const { target, left } of told) {
    if (target?.index?.kind !== 'step' || !/^[a-z]+[+-]\d+$/.test(target.labels[0] ?? '')) continue;
    const other = names.find((name) => isAlike(name, target) && keyOf(name) !== keyOf(target));
    if (other)
      yield new Unreadable(
        left!.at,
        `“${spelled(target)}” is made, and “${spelled(other)}” is used`,
        ONE_INDEX,
      );
  }
}

const OTHER_COORDINATE = 'a coordinate that the left-hand side does not have';

/** G_{t,jj}, g_{t,s} and (∇L)_k where θ_{t,i} is moved, and θ_{t+1,d}. */
function* coordinates({ told, parameter }: Check, { target, value, at }: Part): Objections {
  const all = told.flatMap(namesOf).filter((other) => other.coordinates.length > 0);
  const isLetterInstead = (name: Name): boolean =>
    name.coordinates.length === 0 &&
    name.labels.some((label) => LETTER.test(label) || /^[a-z]{2}$/.test(label)) &&
    all.some((other) => isAlike(other, name) && (name.index !== null || other.index === null));
  if (target?.index && isLetterInstead(target))
    yield new Unreadable(at, OTHER_COORDINATE, 'Use one index for all of it.');
  const moved = target?.coordinates.length ? target : parameter;
  if (!moved || moved.coordinates.length === 0) return;
  const own = new Set([...moved.coordinates, ...countersIn(value)]);
  const isStray = (each: string): boolean => !own.has(each);
  // G_{t,ti} beside θ_{t,i}
  const isMixed = ({ index, labels }: Name): boolean =>
    index?.kind === 'step' &&
    labels.some(
      (label) =>
        label.length === 2 &&
        label.includes(index.letter) &&
        moved.coordinates.some((c) => label.includes(c)),
    );
  // θ_{t+1,i} = θ_t − …
  const hasNone = (name: Name): boolean =>
    target !== null &&
    keyOf(name) === keyOf(target) &&
    name.index !== null &&
    name.coordinates.length < target.coordinates.length;
  // g_v where θ_i is moved
  const isOfLetter = (name: Name): boolean =>
    isGradientBase(name.base) &&
    name.coordinates.length === 0 &&
    !gradientLabel(name) &&
    name.labels.some((label) => LETTER.test(label) && isStray(label));
  const stray =
    namesIn(value).find(
      ({ name }) =>
        name.coordinates.some(isStray) ||
        isLetterInstead(name) ||
        isMixed(name) ||
        isOfLetter(name) ||
        hasNone(name),
    ) ?? gradientsIn(value).find((gradient) => gradient.written.coordinates.some(isStray));
  if (stray) yield new Unreadable(stray.at, OTHER_COORDINATE, 'Use one index for all of it.');
}

/** W^{[l]} with the gradient of W^{[k]}: one rule is about one layer. */
function* layers({ parts, account: { notation } }: Check): Objections {
  let first: string | null = null;
  for (const { raw } of parts) {
    for (const piece of allOf([...raw.left, ...raw.right])) {
      const [only, ...more] = (piece.kind === 'scripts' && piece.sup) || [];
      if (only?.kind !== 'group' || only.open !== '[' || more.length > 0) continue;
      const layer = render(only.body, notation);
      first ??= layer;
      if (layer !== first)
        yield new Unreadable(
          piece.at,
          `layer “${layer}” in the rule of layer “${first}”`,
          'Use one index for the layer.',
        );
    }
  }
}

/** MeanSquare(w, t): what stands beside the step is the same everywhere. */
function* argumentsOf({ parts }: Check): Objections {
  const all = parts.flatMap(({ target, value, at }) => [
    ...(target ? [{ name: target, at }] : []),
    ...namesIn(value),
  ]);
  const known = new Map<string, string>();
  for (const { name } of all) {
    const [base = '', ...beside] = name.base.split(' of ');
    if (beside.length > 0 && !known.has(base)) known.set(base, beside.join());
  }
  for (const { name, at } of all) {
    const [base = '', ...beside] = name.base.split(' of ');
    const first = known.get(base);
    if (first !== undefined && first !== beside.join())
      yield new Unreadable(
        at,
        `“${base}” of “${beside.join()}”, while elsewhere it is of “${first}”`,
        'Use the same arguments everywhere.',
      );
  }
}
