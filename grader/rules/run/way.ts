/** What the names of a rule are at every index while it runs: whether another equation about them is true. */
import type { Vector } from '../../terms.ts';
import type { Equation } from '../equations/equations.ts';
import { gradientsIn, hasOpenBounds, symbolsOf, uses, walk } from '../formulas/expression.ts';
import type { Expression, Joining, SymbolIn, Time } from '../formulas/expression.ts';
import type { Model } from '../model/model.ts';
import { numberFor, numberWith } from '../model/sameness.ts';
import { means } from '../lexicon.ts';
import { usesTime } from './code.ts';
import { Indices } from './indices.ts';
import type { State } from './machine.ts';
import { machineOf } from './schedule.ts';

/** Which gradients a rule is given on its way, for how many steps, and the numbers of its constants. */
export interface Course {
  steps: number;
  /** @param step 0 is the first */
  gradientAt: (point: Vector, step: number) => Vector;
  /** @param isSmall it stands in a divisor and is called ε */
  constantFor: (name: string, isSmall: boolean) => number;
  /** The parameters before the first step. */
  start: Vector;
  /** Step from which on something is said of it. */
  from: number;
  /** The gradient of every step from there on, where it stays the same. */
  steady: Vector | null;
  /** A name without an index is that of the step that is looked at. */
  isBare: boolean;
}

/** In so many steps at least an equation has to be seen to hold. */
const FEWEST = 3;

/**
 * Another one for each coordinate, and no straight line, so that gradients at two points tell the points apart; it turns often, so that
 * they rise and fall along the way.
 */
const turning = (point: Vector): Vector => point.map((x, i) => (i + 0.6) * x + 3 * Math.sin(7 * x + 2 * i));
const START = Float64Array.of(0.7, -0.4);

// Values that the answer gives would hide what differs: β₁ = β₂, η = 1, an ε of 10^{-8}.
const TURNING: Course = {
  steps: 24,
  gradientAt: turning,
  constantFor: (name) => 0.7 * numberFor(name, 0),
  start: START,
  from: 0,
  steady: null,
  isBare: false,
};

/** The same, for what is said in one sentence alone. */
export const ANY: Course = { ...TURNING, isBare: true };

const SAME = Float64Array.of(0.8, -1.7);
/** After a quarter of the steps a state that forgets is where it goes, with these decays. */
export const STEADY: Course = {
  steps: 240,
  gradientAt: () => SAME,
  constantFor: (name, isSmall) => (isSmall ? 1e-12 : 0.2 + 0.4 * numberFor(name, 0)),
  start: START,
  from: 0,
  steady: SAME,
  isBare: true,
};

const NONE = Float64Array.of(0, 0);
export const STILL: Course = { ...ANY, gradientAt: () => NONE, steady: NONE };

const MOVING = 6;
/** Of gradients that end. */
export const ENDING: Course = {
  ...ANY,
  gradientAt: (point, step) => (step < MOVING ? turning(point) : NONE),
  from: MOVING,
  steady: NONE,
};

/** w_2, and x_T of the last step. */
export const NUMBERED = /^(.+)_(\d+|[TNK])$/;

/** x_i, y_i, ξ_t */
const EXAMPLE = /^(?:hat )?(?:[xyz]|xi|zeta)(?:_\w+)?$/i;

/** A sum's index, where it is, and that of the sum around it. */
interface Bound {
  letter: string;
  value: number;
  around: Bound | null;
}

/** Is it there against a division by zero, and no learning rate of that name? */
const isSmallIn = ({ equations }: Model, name: string): boolean =>
  means('epsilon', name) &&
  equations
    .flatMap(({ value }) => walk(value))
    .some((e) => e.kind === 'binary' && e.operator === '/' && uses(e.right, name));

/** Where an equation is looked at: the number of its step, by its letter. */
interface Here {
  t: number;
  letter: string | null;
  bound: Bound | null;
  /** Nothing in it has an index: all of it is of one. */
  isTimeless: boolean;
}

/** Of what is asked nothing is known: a name that the rule has not, an index before the first step. Where it was made says nothing. */
const UNKNOWN = new Error('not known');

/** A rule on its way, and what its names are at every index. */
export class Way {
  private readonly model: Model;
  private readonly isGradient: (name: string) => boolean;
  private readonly indices: Indices;
  /** k of `∇f(x_k)`, where g_k has no equation. */
  private readonly pointOffset: number | null;
  /** Nothing in the rule has an index. */
  private readonly isBare: boolean;
  private readonly state: State;
  /** What t is in the first step. */
  private firstTime: number;
  private readonly isTimed: boolean;
  private readonly course: Course;
  private readonly constants: ReadonlyMap<string, number>;
  /** Names that the equations beside the rule bring in. */
  private readonly defined: ReadonlyMap<string, Equation>;
  /** Of them those whose value is being worked out: one that is made from itself has none. */
  private readonly open = new Set<string>();

  constructor(
    model: Model,
    defined: ReadonlyMap<string, Equation>,
    isGradient: (name: string) => boolean,
    course: Course = TURNING,
  ) {
    this.model = model;
    this.course = course;
    this.isGradient = isGradient;
    this.defined = defined;
    this.indices = new Indices(model);
    this.pointOffset = pointOffsetOf(model);
    const { offsets, gradientOffset } = this.indices;
    this.isBare = [...offsets.values(), gradientOffset, this.pointOffset].every((offset) => offset === null);
    this.constants = new Map(
      [...model.constants.keys()].map((name) => [name, course.constantFor(name, isSmallIn(model, name))]),
    );
    const machine = machineOf(model);
    this.firstTime = machine.schedule.firstTime;
    this.isTimed = usesTime(machine.schedule);
    let state = machine.initial(course.start.length);
    let at: Vector = course.start;
    for (let step = 0; step < course.steps; step++)
      ({ state, theta: at } = machine.step(state, at, course.gradientAt(at, step), this.constants));
    this.state = state;
  }

  /** Where nothing is computed with t, the first step may have the number 0 or 1: the better of both. */
  bestOf<T>(ask: () => T, score: (answer: T) => number): T {
    const one = ask();
    if (this.isTimed) return one;
    this.firstTime -= 1;
    const other = ask();
    this.firstTime += 1;
    return score(other) > score(one) ? other : one;
  }

  /**
   * Does the name get this value at every index at which both are known? Null where they are at too few.
   * @param tolerance how far, of its size, the two may be apart
   */
  holds(
    { name, time }: Pick<SymbolIn, 'name' | 'time'>,
    value: Expression,
    tolerance = 1e-9,
  ): boolean | null {
    const isOnce = time === null ? this.isNumbered(name) : time.letter === null;
    // v ← μv + g is of two steps.
    const isTimeless = time === null && symbolsOf(value).every((s) => s.time === null && s.name !== name);
    if (isOnce)
      return this.agrees(name, time?.offset ?? 0, value, { t: 0, letter: null, bound: null, isTimeless });
    if (time === null && !isTimeless) return null;
    const letter = time?.letter ?? null;
    let known = 0;
    for (let t = this.firstTime - 1; t <= this.firstTime + this.course.steps; t++) {
      const here = { t, letter, bound: null, isTimeless };
      const isSo = this.agrees(name, t + (time?.offset ?? 0), value, here, tolerance);
      if (isSo === false) return false;
      if (isSo) known += 1;
    }
    return known >= FEWEST ? true : null;
  }

  /**
   * Does the name get this value in the step that has so many gradients before it as a list with dots has terms, so that the
   * dots stand for nothing?
   */
  holdsOf({ name, time }: Pick<SymbolIn, 'name' | 'time'>, value: Expression, terms: number): boolean {
    if (time?.letter == null) return false;
    const t = this.firstTime + terms - 1;
    const here = { t, letter: time.letter, bound: null, isTimeless: false };
    return this.agrees(name, t + time.offset, value, here) === true;
  }

  /**
   * Do two values come together as the steps go on? Null where one of them is not known.
   * @param letter that counts the steps in them
   */
  meet(left: Expression, right: Expression, letter: string): boolean | null {
    const last = this.firstTime + this.course.steps - 1;
    return this.ifKnown(() =>
      [...this.course.start.keys()].every((i) => {
        const sooner = this.apart(left, right, letter, Math.ceil(last / 4), i);
        const later = this.apart(left, right, letter, last, i);
        return later < 1e-6 || later < 0.6 * sooner;
      }),
    );
  }

  /** Are they one in every step in which both are known? Null where there is none. */
  agree(left: Expression, right: Expression, letter: string, tolerance: number): boolean | null {
    let isSo: boolean | null = null;
    for (let step = this.course.from; step < this.course.steps; step++) {
      const is = this.agreeAt(left, right, letter, this.firstTime + step, tolerance);
      if (is === false) return false;
      isSo ??= is;
    }
    return isSo;
  }

  /** The same in one step alone, by its number as it is written. */
  agreeAt(left: Expression, right: Expression, letter: string, t: number, tolerance: number): boolean | null {
    return this.ifKnown(() =>
      [...this.course.start.keys()].every((i) => this.apart(left, right, letter, t, i) <= tolerance),
    );
  }

  /** By how much of its size two values differ. @throws UNKNOWN */
  private apart(left: Expression, right: Expression, letter: string, t: number, i: number): number {
    const here = { t, letter, bound: null, isTimeless: true };
    const [one, other] = [this.value(left, here, i), this.value(right, here, i)];
    if (!Number.isFinite(one) || !Number.isFinite(other)) throw UNKNOWN;
    return Math.abs(one - other) / (1 + Math.abs(one));
  }

  /** Null where one of the two is not known. */
  private agrees(
    name: string,
    index: number,
    value: Expression,
    here: Here,
    tolerance = 1e-9,
  ): boolean | null {
    return this.ifKnown(() =>
      [...this.course.start.keys()].every((i) => {
        const [own, other] = [this.at(name, index, i), this.value(value, here, i)];
        if (!Number.isFinite(own) || !Number.isFinite(other)) throw UNKNOWN;
        return Math.abs(own - other) <= tolerance * (1 + Math.abs(own));
      }),
    );
  }

  private ifKnown<Found>(find: () => Found): Found | null {
    try {
      return find();
    } catch (error) {
      if (error !== UNKNOWN) throw error;
      this.open.clear();
      return null;
    }
  }

  /** `w_2`, one step of w by its number. */
  private isNumbered(name: string): boolean {
    const base = NUMBERED.exec(name)?.[1] ?? '';
    return this.indices.offsets.has(base) || this.isGradient(base);
  }

  /** A name at an index as it is written. @throws UNKNOWN */
  private at(name: string, index: number, i: number): number {
    if (this.isNumbered(name)) {
      const [, base = '', step] = NUMBERED.exec(name)!;
      return this.at(base, Number(step), i);
    }
    const definition = this.defined.get(name);
    const offset = this.indices.offsets.get(name);
    if (offset === undefined && definition) return this.defining(name, definition, index, i);
    const isState = offset !== undefined;
    if (this.course.steady && !isState && this.isGradient(name)) return this.course.steady[i]!;
    // Of v ← μv + g the v that a step makes is v_t, and its gradient g_t.
    const bare = this.isBare && (name !== this.model.parameter || this.course.isBare) ? 0 : null;
    const own = (isState ? offset : (this.indices.gradientOffset ?? this.pointOffset)) ?? bare;
    if (own === null || !(isState || this.isGradient(name))) throw UNKNOWN;
    const slot = index - own - this.firstTime + 1;
    const list = isState ? this.state.slots.get(name) : this.state.gradients;
    const found = isState || slot > 0 ? list?.[slot]?.[i] : undefined;
    if (found === undefined) throw UNKNOWN;
    return found;
  }

  /** x_i of ∇f(x_i, w_t), an example, and w of ∂_w f(w_t), which says with respect to what. */
  private isNoPoint(e: Expression): boolean {
    if (e.kind !== 'symbol') return false;
    if (e.name === this.model.parameter) return e.time === null;
    const isKnown =
      this.indices.offsets.has(e.name) || this.defined.has(e.name) || this.constants.has(e.name);
    return !isKnown && EXAMPLE.test(e.name);
  }

  private defining(name: string, { time, value }: Equation, index: number, i: number): number {
    // What is made from itself has no value.
    if (this.open.has(name) || (time !== null && time.letter === null)) throw UNKNOWN;
    this.open.add(name);
    const here = {
      t: index - (time?.offset ?? 0),
      letter: time?.letter ?? null,
      bound: null,
      isTimeless: time === null,
    };
    const found = this.value(value, here, i);
    this.open.delete(name);
    return found;
  }

  /** @throws UNKNOWN */
  private value(e: Expression, here: Here, i: number): number {
    const indexOf = ({ letter, offset, backwards }: Time): number => {
      if (letter === null) return offset;
      const bound = boundTo(letter, here.bound);
      if (bound === undefined && (backwards || letter !== here.letter)) throw UNKNOWN;
      // g_{t−i}
      return backwards ? here.t - bound! + offset : (bound ?? here.t) + offset;
    };
    return numberWith(e, (leaf) => {
      switch (leaf.kind) {
        case 'symbol': {
          const bound = boundTo(leaf.name, here.bound);
          if (bound !== undefined) return bound;
          const constant = this.constants.get(leaf.name);
          if (constant !== undefined) return constant;
          if (leaf.name === here.letter) return here.t;
          if (leaf.time !== null) return this.at(leaf.name, indexOf(leaf.time), i);
          if (here.isTimeless || this.isNumbered(leaf.name)) return this.at(leaf.name, here.t, i);
          throw UNKNOWN;
        }
        case 'gradient': {
          if (this.course.steady) return this.course.steady[i]!;
          const [point, ...others] = leaf.points.filter((each) => !this.isNoPoint(each));
          const isOfOther = leaf.of !== null && leaf.of !== this.model.parameter;
          if (!point || others.length > 0 || isOfOther) throw UNKNOWN;
          return this.course.gradientAt(
            this.course.start.map((_, k) => this.value(point, here, k)),
            0,
          )[i]!;
        }
        case 'history': {
          if (hasOpenBounds(leaf)) throw UNKNOWN;
          const end = leaf.upper === null ? here.t : indexOf(leaf.upper);
          const terms: number[] = [];
          for (let k = leaf.lower ?? this.firstTime; k <= end; k++) {
            const bound = { letter: leaf.index, value: k, around: here.bound };
            terms.push(this.value(leaf.body, { ...here, bound }, i));
          }
          return joined(leaf.operator, terms);
        }
      }
    });
  }
}

function pointOffsetOf({ equations, parameter }: Model): number | null {
  const points = equations
    .flatMap(({ value }) => gradientsIn(value))
    .map(({ points: [point] }) => (point?.kind === 'symbol' ? point : null));
  const isPresent = points.every((point) => point?.name === parameter && point.time?.letter);
  return isPresent ? (points[0]?.time?.offset ?? null) : null;
}

const boundTo = (letter: string, bound: Bound | null): number | undefined =>
  bound === null || bound.letter === letter ? bound?.value : boundTo(letter, bound.around);

/** Of no terms a sum is 0 and a product 1. */
function joined(operator: Joining, terms: readonly number[]): number {
  if (operator === '+') return terms.reduce((a, b) => a + b, 0);
  if (operator === '*') return terms.reduce((a, b) => a * b, 1);
  return Math[operator](...terms);
}
