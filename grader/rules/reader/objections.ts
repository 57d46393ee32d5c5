/**
 * What an answer says and its model passes over: at which point a gradient is taken and of what, how far a sum reaches, that
 * an index is a number. Where that contradicts the model, a rule that looks right is not called right.
 */
import { targetName } from '../equations/candidates.ts';
import { isParameterLike } from '../formulas/gradients.ts';
import { symbolsOf } from '../formulas/expression.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import {
  DATA,
  GRADIENT_BASE,
  INDEX,
  LETTER,
  gradientLabel,
  gradientsIn,
  isCounted,
  isIndexOf,
  isOfHistory,
  isSameLetter,
  nameOfStep,
  partsOfRule,
  shiftsOf,
  spelled,
  stepOf,
  stepTime,
} from './account.ts';
import type { Account, Gradient, Part } from './account.ts';
import { parseTree } from './parse.ts';
import { keyOf, namesIn, walkTree } from './tree.ts';
import type { Bounds, Name, Tree } from './tree.ts';

class Check {
  readonly #account: Account;
  readonly #parts: Part[];
  readonly #shifts: Map<Part, number>;
  readonly #parameter: Name | null;
  /** The steps at which the parameters may be meant to stand: before and behind the update. */
  readonly #steps: readonly number[];

  /** Names with the index of a step. */
  readonly #timed: readonly Name[];

  constructor(account: Account) {
    this.#account = account;
    this.#parts = partsOfRule(account);
    this.#shifts = shiftsOf(this.#parts);
    const update = this.#parts.find(({ isUpdate }) => isUpdate);
    this.#parameter = update?.target ?? null;
    const key = this.#parameter && keyOf(this.#parameter);
    const old = update && namesIn(update.value).find(({ name }) => keyOf(name) === key)?.name;
    const all = this.#parts.flatMap(({ target, value }) => [
      ...(target ? [target] : []),
      ...namesIn(value).map(({ name }) => name),
      ...gradientsIn(value).flatMap(({ points }) => points.flatMap(namesIn).map(({ name }) => name)),
    ]);
    this.#timed = all.filter(({ time }) => time?.kind === 'step');
    // Where the old parameters do not occur, two sequences make each other.
    this.#steps = old ? [stepOf(this.#parameter), stepOf(old)].filter((step) => step !== null) : [];
  }

  *objections(): Generator<Unreadable> {
    for (const part of this.#parts) {
      for (const tree of walkTree(part.value)) {
        if (tree.kind === 'gradient') yield* this.#gradient(tree, part);
        if (tree.kind === 'sum') {
          yield* this.#bounds(tree.bounds, tree.at, true);
          if (tree.operator === '+') yield* this.#reach(tree, part);
        }
        if (tree.kind === 'call' && /^norm_[^2F]/.test(tree.name))
          yield new Unreadable(
            tree.at,
            'a norm that is not the Euclidean one',
            'Write the root of the sum of squares.',
          );
        if (tree.kind === 'name') yield* this.#name(tree.name, part, tree.at);
      }
      if (part.target) yield* this.#odd(part.target, part.at);
      yield* this.#letters(part);
      yield* this.#coordinates(part);
    }
    yield* this.#fixedTargets();
    yield* this.#leftOut();
    yield* this.#misnamed();
  }

  /** Something is assumed, while the answer uses it to make something that nothing uses. */
  *#misnamed(): Generator<Unreadable> {
    const { assumptions, candidates, model } = this.#account;
    if (assumptions.length === 0) return;
    const given = new Set(candidates.map(targetName));
    // Of v̂ that was assumed, v too: the answer may make it under another name.
    const assumed = new Set(
      model.equations.flatMap(({ target }) =>
        given.has(target) ? [] : [target, target.replace(/^\w+ /, '')],
      ),
    );
    const known = new Set(
      model.equations.flatMap((e) => [e.target, ...symbolsOf(e.value).map(({ name }) => name)]),
    );
    for (const { equation, raw } of candidates) {
      if (!equation || raw.isAside || raw.isRemark || raw.isInitial || known.has(equation.target)) continue;
      const usesIt = symbolsOf(equation.value).some(({ name }) => assumed.has(name));
      if (usesIt)
        yield new Unreadable(
          equation.at,
          `“${equation.at.token}” is defined and never used, while something else had to be assumed`,
          'Use the same name in both places.',
        );
    }
  }

  /** v_{db} from the gradient for b, while b stays where it is. */
  *#leftOut(): Generator<Unreadable> {
    const { candidates, notation, unused } = this.#account;
    const parameter = this.#parameter;
    if (!parameter) return;
    for (const c of candidates) {
      if (!c.equation || !unused.includes(targetName(c)) || c.raw.isAside || c.raw.isRemark) continue;
      for (const tree of walkTree(parseTree(c.raw.right, notation))) {
        const of =
          tree.kind === 'gradient' ? tree.of : tree.kind === 'name' ? gradientLabel(tree.name) : null;
        if (!of || isSameLetter(of, parameter)) continue;
        yield new Unreadable(
          c.equation.at,
          `“${spelled(of)}” has a gradient and a state of its own, and is never moved`,
          `Add the update of ${spelled(of)}.`,
        );
      }
    }
  }

  *#gradient({ of, points, means, at }: Gradient, part: Part): Generator<Unreadable> {
    for (const bounds of means) yield* this.#bounds(bounds, at, false);
    if (of) yield* this.#of(of, at);
    const parameter = this.#parameter;
    if (!parameter) return;
    const numbers = points.filter(
      (point) => point.kind === 'name' && point.name.labels.some((label) => isIndexOf(label, parameter)),
    );
    // J(θ_0, θ_1) has its coordinates one by one.
    if (numbers.length > 1) return;
    yield* this.#stranger(points, parameter);
    for (const point of points) {
      for (const { name, at: place } of namesIn(point))
        if (!isCounted(name, part)) yield* this.#odd(name, place);
      const names = namesIn(point).filter(({ name }) => isSameLetter(name, parameter));
      for (const { name, at: place } of names) {
        const step = stepOf(name);
        const shift = this.#shifts.get(part) ?? 0;
        const isNumbered =
          name.time?.kind === 'number' || name.labels.some((label) => isIndexOf(label, parameter));
        const steps = this.#steps;
        const isOther =
          step !== null &&
          steps.length > 0 &&
          (step + shift < Math.min(...steps) || step + shift > Math.max(...steps));
        if (isNumbered || isOther)
          yield new Unreadable(
            place,
            `a gradient at “${spelled(name)}”, which is not where the step starts`,
            'Take the gradient at the parameters that the step starts from.',
          );
      }
      const isMoved = names.length > 0 && point.kind === 'binary';
      if (isMoved && !this.#account.looksAhead)
        yield new Unreadable(
          point.at,
          'a gradient at another point than the parameters',
          'Take the gradient at the parameters, or say which method looks ahead.',
        );
    }
  }

  /** ∇L(η), where θ is moved; and ∂L/∂w at the number 0. */
  *#stranger(points: readonly Tree[], parameter: Name): Generator<Unreadable> {
    const number = points.find(({ kind }) => kind === 'number');
    if (number && points.length === 1)
      yield new Unreadable(number.at, 'a gradient at one fixed step', 'Give it the index of the step.');
    const names = points.flatMap(namesIn);
    const isOwn = ({ name }: { name: Name }): boolean =>
      isSameLetter(name, parameter) || name.accents.length > 0 || this.#isMadeFrom(name, parameter);
    if (names.some(isOwn)) return;
    const stranger = names.find(({ name }) => this.#mayBePoint(name));
    if (!stranger) return;
    yield new Unreadable(
      stranger.at,
      `a gradient at “${spelled(stranger.name)}”, while “${spelled(parameter)}” is moved`,
      'Take the gradient at the parameters that the equation moves.',
    );
  }

  /** A letter that is neither an example nor a step. */
  #mayBePoint({ base }: Name): boolean {
    const { notation } = this.#account;
    return (
      !notation.timeLetters.has(base) && !DATA.test(base) && (LETTER.test(base) || isParameterLike(base))
    );
  }

  /** A point of its own, to look ahead from: `y = x + βv`. */
  #isMadeFrom({ base, accents }: Name, parameter: Name): boolean {
    const { candidates, notation } = this.#account;
    return candidates.some(
      ({ target, raw }) =>
        target.name === [...accents, base].join(' ') &&
        namesIn(parseTree(raw.right, notation)).some(({ name }) => isSameLetter(name, parameter)),
    );
  }

  /** With respect to what a gradient is taken. */
  *#of(of: Name, at: Place): Generator<Unreadable> {
    const parameter = this.#parameter;
    if (!parameter || this.#isOwn(of, parameter)) return;
    yield new Unreadable(
      at,
      `a gradient with respect to “${spelled(of)}”, while “${spelled(parameter)}” is moved`,
      'Take the gradient with respect to the parameters that the equation moves.',
    );
  }

  #isOwn(of: Name, parameter: Name): boolean {
    const { looksAhead, parameters } = this.#account;
    if (parameters.some((name) => name.startsWith('('))) return true;
    if (isSameLetter(of, parameter)) {
      const [one, other] = [of, parameter].map(({ labels }) => labels.join().toLowerCase());
      const isSame = one === '' || other === '' || one === other;
      return isSame && (of.accents.length === 0 || looksAhead || parameter.accents.length > 0);
    }
    return looksAhead && this.#isMadeFrom(of, parameter);
  }

  *#bounds({ lower, isOverSet, upper, index }: Bounds, at: Place, isHistory: boolean): Generator<Unreadable> {
    const isStart = lower?.kind === 'number' && lower.value <= 1;
    if (lower !== null && !isStart && !isOverSet)
      yield new Unreadable(
        at,
        'a sum that does not begin at the first term',
        'Sum from the first one on, as in $\\sum_{i=1}^t$.',
      );
    const isOneTerm =
      isHistory &&
      ((upper?.kind === 'name' && upper.name.base === index) || (upper?.kind === 'number' && lower !== null));
    if (isOneTerm)
      yield new Unreadable(
        at,
        'a sum that does not reach the present step',
        'Let the index run to the present step.',
      );
  }

  /** `G_t = Σ^{t−1} g_i²` leaves out the present gradient. */
  *#reach({ bounds, body, at }: Tree & { kind: 'sum' }, part: Part): Generator<Unreadable> {
    const [own, step] = [stepTime(part.target), bounds.upper && stepTime(nameOfStep(bounds.upper))];
    if (!own || !step || bounds.lower === null || step.letter !== own.letter) return;
    // `θ_{t+1} = θ_t − η g_t / √Σ^t g_i²`
    if (part.isUpdate && this.#steps.includes(step.offset)) return;
    const present = this.#presentGradient();
    const isCountedBack = bounds.lower.kind === 'number' && bounds.lower.value === 0;
    const reach = step.offset + (this.#shifts.get(part) ?? 0);
    const isShort = isCountedBack
      ? step.offset < own.offset - 1
      : present !== null
        ? reach !== present
        : step.offset !== own.offset;
    if (isShort && walkTree(body).some(isOfHistory(bounds.index)))
      yield new Unreadable(
        at,
        'a sum that does not reach the present step',
        'Let the index run to the present step.',
      );
  }

  /** The step of the gradient that the update takes, counted as the update counts. */
  #presentGradient(): number | null {
    for (const part of this.#parts) {
      if (walkTree(part.value).some(({ kind }) => kind === 'sum')) continue;
      const found = namesIn(part.value).find(
        ({ name }) => GRADIENT_BASE.test(name.base) && stepOf(name) !== null,
      );
      if (found) return stepOf(found.name)! + (this.#shifts.get(part) ?? 0);
    }
    return null;
  }

  /** Two letters that count steps in one equation, `θ_t = θ_{k−1} − …`. */
  *#letters({ target, value, at }: Part): Generator<Unreadable> {
    const trees = [value, ...gradientsIn(value).flatMap(({ points }) => points)];
    const counted = trees
      .flatMap(walkTree)
      .flatMap((tree) => (tree.kind === 'sum' ? (tree.bounds.index ?? []) : []));
    const names = [...(target ? [target] : []), ...trees.flatMap(namesIn).map(({ name }) => name)];
    const letters = new Set(names.flatMap((name) => stepTime(name)?.letter ?? []));
    for (const letter of counted) letters.delete(letter);
    if (letters.size > 1)
      yield new Unreadable(
        at,
        `steps that are counted by ${[...letters].map((letter) => `“${letter}”`).join(' and ')} in one equation`,
        'Use one index for the step.',
      );
  }

  /** `G_0 = G_{t−1} + …`: a step that is made at one time only. */
  *#fixedTargets(): Generator<Unreadable> {
    const { candidates, notation } = this.#account;
    for (const { raw } of candidates) {
      const left = raw.isAside || raw.isRemark ? null : parseTree(raw.left, notation);
      if (left?.kind !== 'name') continue;
      if (GRADIENT_BASE.test(left.name.base)) yield* this.#odd(left.name, left.at);
      const isFixed =
        left.name.time?.kind === 'number' || left.name.labels.some((label) => /^\d+$/.test(label));
      const isMade = namesIn(parseTree(raw.right, notation)).some(
        ({ name }) => name.base === left.name.base && name.labels.length === 0 && stepOf(name) !== null,
      );
      if (isFixed && isMade)
        yield new Unreadable(
          left.at,
          `“${spelled(left.name)}”, which is one fixed step`,
          'Give it the index of the step.',
        );
    }
  }

  /** An index that is a number, or another letter than all others of this name have. */
  *#name(name: Name, part: Part, at: Place): Generator<Unreadable> {
    const label = gradientLabel(name);
    if (label) yield* this.#of(label, at);
    const sameLetter = this.#parts.flatMap(({ target }) =>
      target && target.base === name.base && target.accents.join() === name.accents.join() ? [target] : [],
    );
    if (isCounted(name, part)) return;
    const isNumber = name.time?.kind === 'number' || name.labels.some((each) => /^\d+$/.test(each));
    if (isNumber) {
      const isKnown = sameLetter.some((target) => keyOf(target) === keyOf(name));
      const isTimed = this.#timed.some(
        (other) => other.base === name.base && other.accents.join() === name.accents.join(),
      );
      const isGradient = GRADIENT_BASE.test(name.base) && name.accents.length === 0;
      const isOfParameter = name.labels.some((each) => this.#parameter?.labels.includes(each));
      if (!isKnown && !isOfParameter && (sameLetter.length > 0 || isTimed || isGradient))
        yield new Unreadable(
          at,
          `“${spelled(name)}”, which is one fixed step`,
          'Give it the index of the step.',
        );
      return;
    }
    yield* this.#odd(name, at);
  }

  /** θ_m among θ_t and θ_{t−1}: a letter that counts no steps where all others of the name do. */
  *#odd(name: Name, at: Place): Generator<Unreadable> {
    if (name.time || name.labels.length === 0 || !name.labels.every((each) => INDEX.test(each))) return;
    const isAlike = (other: Name): boolean =>
      other.base === name.base && other.accents.join() === name.accents.join();
    const isRole =
      GRADIENT_BASE.test(name.base) || this.#parts.some(({ target }) => target && isAlike(target));
    const timed = this.#timed.find((other) => isAlike(other) && other.labels.length === 0);
    const isOwn = this.#parts.some(
      ({ target }) => target && target !== name && keyOf(target) === keyOf(name),
    );
    if (!timed || !isRole || isOwn || gradientLabel(name)) return;
    yield new Unreadable(
      at,
      `“${spelled(name)}” has another index than “${spelled(timed)}”`,
      'Use one index for the step.',
    );
  }

  /** G_{t,jj} where θ_{t,i} is moved. */
  *#coordinates({ target, value }: Part): Generator<Unreadable> {
    if (!target || target.coordinates.length === 0) return;
    if (walkTree(value).some(({ kind }) => kind === 'sum')) return;
    const stray = namesIn(value).find(({ name }) =>
      name.coordinates.some((each) => !target.coordinates.includes(each)),
    );
    if (stray)
      yield new Unreadable(
        stray.at,
        'a coordinate that the left-hand side does not have',
        'Use one index for all of it.',
      );
  }
}

/** The first thing that is said and that the model passes over, with its place; null where there is none. */
export function objectionTo(account: Account): Unreadable | null {
  for (const objection of new Check(account).objections()) return objection;
  return null;
}
