/** Symbols of an equation → slots: the value that a step makes, or one of a step before. */
import type { Code } from './code.ts';
import type { Equation } from '../equations/equations.ts';
import { hasGradient, hasHistory, symbolsOf, textOf } from '../formulas/expression.ts';
import type { Expression, Time } from '../formulas/expression.ts';
import { rangeOf } from './histories.ts';
import type { Indices } from './indices.ts';
import { shifted, strangePoint, tellingPoint } from './lookahead.ts';
import { Room } from './room.ts';
import { isRecursive } from '../model/model.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';

/** The sum over the history in which an expression stands. */
interface SumIndex {
  letter: string;
  backwards: boolean;
  shift: number;
  anchor: { offset: number; base: number };
}

export class Resolver {
  /** Readings that the answer does not force. */
  readonly assumptions = new Set<string>();
  /** States that have their new value already. */
  readonly assigned = new Set<string>();
  /** The point ahead of the parameters at which the gradient is taken, once one was met. */
  lookahead: Expression | null = null;
  /** What takes the gradient at the parameters themselves, with where it does. */
  readonly atParameters = new Map<string, Place>();
  private readonly indices: Indices;
  private readonly room = new Room();
  /** By name, whether it starts as its equation says; false while it is being found. */
  private readonly helpers = new Map<string, boolean>();

  constructor(indices: Indices) {
    this.indices = indices;
  }

  resolve(e: Expression, equation: Equation | null, index: SumIndex | null = null): Code {
    this.room.take(e.at);
    const inner = (part: Expression): Code => this.resolve(part, equation, index);
    switch (e.kind) {
      case 'number':
        return { kind: 'number', value: e.value };
      case 'call':
        return { kind: 'call', name: e.name, args: e.args.map(inner) };
      case 'binary':
        return { kind: 'binary', operator: e.operator, left: inner(e.left), right: inner(e.right) };
      case 'gradient':
        return this.gradient(e, equation, index);
      case 'history':
        return this.history(e, equation);
      case 'symbol':
        return this.symbol(e, equation, index);
    }
  }

  private symbol(
    e: Expression & { kind: 'symbol' },
    equation: Equation | null,
    index: SumIndex | null,
  ): Code {
    const { name, time, at } = e;
    if (index && name === index.letter)
      return { kind: 'index', backwards: index.backwards, shift: index.shift };
    if (this.indices.states.has(name)) {
      const offset = this.indices.offsets.get(name) ?? null;
      if (index && time?.letter === index.letter) return elementOf(name, time, offset, index);
      if (time && time.letter === null) return { kind: 'start', name };
      // g_t ← g_t + λθ starts each step as the gradient itself.
      const isPresent = !time?.letter || time.offset === (offset ?? 0);
      const isGradientYet = isPresent && this.indices.isRawGradient(name) && !this.assigned.has(name);
      if (isGradientYet) return { kind: 'gradient', slot: 0 };
      const slot = this.slot(name, time, offset, equation, at);
      const helper = slot < 0 && time && this.startsAsHelper(name) ? this.equationOf(name) : null;
      // RMS[Δx]_{t−1} at the first step is what its equation makes of the initial states, not 0.
      return helper ? this.resolve(shifted(helper, slot), equation, index) : { kind: 'state', name, slot };
    }
    if (this.indices.model.isGradient(name)) return this.rawGradient(time, at, index);
    if (this.indices.model.timeLetters.has(name)) {
      const value = this.indices.model.resets.get(name);
      return value === undefined ? { kind: 'time' } : { kind: 'number', value };
    }
    return { kind: 'constant', name };
  }

  /** The right-hand side of a name that has one equation. */
  private equationOf(name: string): Expression | null {
    const own = this.indices.model.equations.filter((e) => e.target === name);
    return own.length === 1 ? own[0]!.value : null;
  }

  /** Does the name keep nothing itself, not count steps and have a value before the first one? */
  private startsAsHelper(name: string): boolean {
    const known = this.helpers.get(name);
    if (known !== undefined) return known;
    this.helpers.set(name, false);
    const { model, states } = this.indices;
    const value = this.equationOf(name);
    if (!value || name === model.parameter || isRecursive(name, model.equations)) return false;
    const hasStart = (other: string): boolean =>
      isRecursive(other, model.equations) || this.startsAsHelper(other);
    const is =
      !hasGradient(value) &&
      !hasHistory(value) &&
      symbolsOf(value).every(
        (e) =>
          !model.timeLetters.has(e.name) && (!states.has(e.name) || (e.time !== null && hasStart(e.name))),
      );
    this.helpers.set(name, is);
    return is;
  }

  private slot(
    name: string,
    time: Time | null,
    offset: number | null,
    equation: Equation | null,
    at: Place,
  ): number {
    const latest = this.assigned.has(name) ? 0 : -1;
    if (!time?.letter) return latest;
    const slot = time.offset - (offset ?? 0);
    if (slot > 0) {
      throw new Unreadable(
        at,
        `“${at.token}” is a value of a later step`,
        'Use the values of this step and of those before it.',
      );
    }
    if (slot < 0) return slot;
    if (equation === null) {
      this.assumptions.add(
        `“${at.token}” is not known where the gradient is taken; the value of the step before is.`,
      );
    } else if (equation.target === name && latest === -1) {
      this.assumptions.add(`“${at.token}” on both sides: on the right the value before the step is taken.`);
    }
    return latest;
  }

  private rawGradient(time: Time | null, at: Place, index: SumIndex | null): Code {
    if (index && time?.letter === index.letter)
      return elementOf(null, time, this.indices.gradientOffset, index);
    const parameterOffset = this.indices.parameterOffset;
    const present = this.indices.gradientOffset;
    if (!time?.letter || present === null) return { kind: 'gradient', slot: 0 };
    if (parameterOffset !== null && present > parameterOffset) {
      throw new Unreadable(
        at,
        `“${at.token}” is the gradient of a later step`,
        'Use the gradient at the present parameters.',
      );
    }
    const delay = parameterOffset === null ? 0 : Math.min(0, present - (parameterOffset - 1));
    return { kind: 'gradient', slot: time.offset - present + delay };
  }

  /** The gradient at the parameters, at earlier parameters, or ahead of them. */
  private gradient(
    e: Expression & { kind: 'gradient' },
    equation: Equation | null,
    index: SumIndex | null,
  ): Code {
    const { model, parameterOffset: offset } = this.indices;
    const point = tellingPoint(e.points, model);
    const astray = point ? undefined : strangePoint(e.points, model);
    if (astray) {
      const reason = `the gradient is taken at “${astray.at.token}”, which is no parameter`;
      throw new Unreadable(astray.at, reason, 'Take the gradient at the parameters.');
    }
    if (point?.kind === 'symbol') this.refuseOtherStep(point);
    if (point && !(point.kind === 'symbol' && point.name === model.parameter)) {
      this.look(point, e.at);
      return { kind: 'gradient', slot: 0 };
    }
    const time = point?.time ?? null;
    const moved = !time && point && equation ? this.movedBefore(e.at) : null;
    if (moved) {
      this.look(moved, e.at);
      return { kind: 'gradient', slot: 0 };
    }
    if (index && time?.letter === index.letter) return { kind: 'element', name: null, slot: 0 };
    if (e.time) return this.rawGradient(e.time, e.at, index);
    const slot = time?.letter && offset !== null ? time.offset - offset + 1 : 0;
    if (point && equation) this.atParameters.set(equation.target, e.at);
    if (slot === 0 || !time) return { kind: 'gradient', slot: 0 };
    const isDefinition = equation?.value.kind === 'gradient';
    // g_t = ∇f(θ_t) beside θ_t = θ_{t−1} − … may be another counting, g_t = ∇f(θ_{t+1}) is none.
    const isCounting = isDefinition && time.offset <= (equation.time?.offset ?? 0);
    if (slot > (isCounting ? 1 : 0) && !this.sharesIndex(offset)) {
      throw new Unreadable(
        e.at,
        'the gradient is taken at the parameters that this step makes',
        'Take the gradient at the parameters before the step.',
      );
    }
    // g_t = ∇f(θ_{t−1}) beside θ_{t+1} = θ_t − …: two countings; ∇f(θ_{t−2}) is a gradient that comes late.
    const isOneBack = isDefinition && time.offset - (equation.time?.offset ?? 0) >= -1;
    if (slot > 0 || (slot === -1 && isOneBack)) {
      this.assumptions.add(`The gradient “${e.at.token}” is taken at the parameters before the step.`);
      return { kind: 'gradient', slot: 0 };
    }
    return { kind: 'gradient', slot };
  }

  /** `θ ← θ + μv`, above `g ← ∇f(θ)` in the same step: where the gradient is then taken. */
  private movedBefore(at: Place): Expression | null {
    const { parameter, equations } = this.indices.model;
    if (!this.assigned.has(parameter)) return null;
    const [first, ...others] = equations.filter(({ target }) => target === parameter);
    // What moves them below is the step itself.
    if (others.length === 0) return null;
    const isOld = ({ name }: { name: string }): boolean => name === parameter || !this.assigned.has(name);
    if (first && others.length === 1 && !hasGradient(first.value) && symbolsOf(first.value).every(isOld))
      return first.value;
    const reason = 'the gradient is taken at the parameters that this step makes';
    throw new Unreadable(at, reason, 'Take the gradient at the parameters before the step.');
  }

  /** ∇f(w_0) in every step, and ∇f(y_{k−1}) where the step makes y_k from the parameters. */
  private refuseOtherStep({ name, time, at }: Expression & { kind: 'symbol' }): void {
    const { parameter } = this.indices.model;
    const own = this.indices.offsets.get(name) ?? null;
    const isFixed = time !== null && time.letter === null;
    const isOther = time?.letter && name !== parameter && own !== null && time.offset !== own;
    if (!isFixed && !isOther) return;
    throw new Unreadable(
      at,
      `the gradient is taken at “${at.token}”, which is not the point of this step`,
      'Take the gradient at the parameters, or at the point that this step makes from them.',
    );
  }

  /** θ_t = θ_t − …: the index does not count steps. */
  private sharesIndex(offset: number | null): boolean {
    const { parameter, equations } = this.indices.model;
    return equations.some(
      (e) =>
        e.target === parameter &&
        symbolsOf(e.value).some((s) => s.name === parameter && s.time?.letter && s.time.offset === offset),
    );
  }

  private look(point: Expression, at: Place): void {
    if (this.lookahead && textOf(this.lookahead) !== textOf(point)) throw twoPoints(at);
    this.lookahead = point;
  }

  private history(e: Expression & { kind: 'history' }, equation: Equation | null): Code {
    const { until, ...range } = rangeOf(e, equation, this.indices);
    const body = this.resolve(e.body, equation, { letter: e.index, ...range });
    return { kind: 'history', operator: e.operator, until, body };
  }
}

/** @param base by how much the index of that name is more than the t of the step in which it is made; null where none is told */
const elementOf = (
  name: string | null,
  { offset }: Time,
  base: number | null,
  { anchor, backwards }: SumIndex,
): Code => {
  const slot = backwards ? offset : offset - anchor.offset - (base ?? anchor.base) + anchor.base;
  return { kind: 'element', name, slot };
};

export const twoPoints = (at: Place): Unreadable =>
  new Unreadable(at, 'gradients at two different points in one step', 'Take one gradient a step.');
