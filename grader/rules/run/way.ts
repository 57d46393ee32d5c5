/** What the names of a rule are at every index while it runs: whether another equation about them is true. */
import type { Vector } from '../../terms.ts';
import type { Equation } from '../equations/equations.ts';
import { gradientsIn, symbolsOf } from '../formulas/expression.ts';
import type { Expression, SymbolIn, Time } from '../formulas/expression.ts';
import type { Model } from '../model/model.ts';
import { numberFor, numberWith } from '../model/sameness.ts';
import { usesTime } from './code.ts';
import { Indices } from './indices.ts';
import { Machine } from './machine.ts';
import type { State } from './machine.ts';
import { schedule } from './schedule.ts';

const STEPS = 6;

/** Another one for each coordinate, and no straight line: gradients at two points tell the points apart. */
const gradientAt = (point: Vector): Vector => point.map((x, i) => (i + 0.6) * x + Math.sin(3 * x + i));
const start = Float64Array.of(0.7, -0.4);

/** w_2, and x_T of the last step. */
export const NUMBERED = /^(.+)_(\d+|[TNK])$/;

/** A sum's index, and where it is. */
interface Bound {
  letter: string;
  value: number;
}

/** A rule on its way, and what its names are at every index. */
export class Way {
  private readonly model: Model;
  private readonly isGradient: (name: string) => boolean;
  private readonly indices: Indices;
  private readonly state: State;
  /** What t is in the first step. */
  private firstTime: number;
  private readonly isTimed: boolean;
  private readonly constants: ReadonlyMap<string, number>;
  /** Names that the equations beside the rule bring in. */
  private readonly defined: ReadonlyMap<string, Equation>;
  /** Of them those whose value is being worked out: one that is made from itself has none. */
  private readonly open = new Set<string>();

  constructor(model: Model, defined: ReadonlyMap<string, Equation>, isGradient: (name: string) => boolean) {
    this.model = model;
    this.isGradient = isGradient;
    this.defined = defined;
    this.indices = new Indices(model);
    // An ε of 10^{-8} would hide where it stands.
    this.constants = new Map(
      [...model.constants.values()].map(({ name, value }) => [
        name,
        value !== null && value > 1e-3 ? value : 0.7 * numberFor(name, 0),
      ]),
    );
    const machine = new Machine(schedule(model), model.parameter, model.initial);
    this.firstTime = machine.schedule.firstTime;
    this.isTimed = usesTime(machine.schedule);
    let state = machine.initial(start.length);
    let at: Vector = start;
    for (let step = 0; step < STEPS; step++)
      ({ state, theta: at } = machine.step(state, at, gradientAt(at), this.constants));
    this.state = state;
  }

  /** Where nothing is computed with t, the first step may have the number 0 or 1: the better of both. */
  bestOf<T>(ask: () => T, score: (answer: T) => number): T {
    const one = ask();
    if (this.isTimed) return one;
    this.firstTime -= 1;
    const other = ask();
    return score(other) > score(one) ? other : one;
  }

  /** Does the name get this value at every index at which both are known? Null where they are at none. */
  holds({ name, time }: Pick<SymbolIn, 'name' | 'time'>, value: Expression): boolean | null {
    const isOnce = time === null ? this.isNumbered(name) : time.letter === null;
    const isTimeless = time === null && symbolsOf(value).every((s) => s.time === null);
    if (time === null && !isTimeless && !isOnce) return null;
    let known = 0;
    for (let t = this.firstTime - 1; t <= this.firstTime + STEPS; t++) {
      for (const i of start.keys()) {
        const index = isOnce ? (time?.offset ?? 0) : t + (time?.offset ?? 0);
        const own = this.at(name, index, i);
        const other = this.value(value, t, i, null, isTimeless);
        if (!Number.isFinite(own) || !Number.isFinite(other)) continue;
        if (Math.abs(own - other) > 1e-9 * (1 + Math.abs(own))) return false;
        known += 1;
      }
    }
    return known >= (isOnce ? 1 : 2 * start.length) ? true : null;
  }

  /** k of `∇f(x_k)`, where g_k has no equation. */
  private get pointOffset(): number | null {
    const points = this.model.equations
      .flatMap(({ value }) => gradientsIn(value))
      .map(({ points: [point] }) => (point?.kind === 'symbol' ? point : null));
    const isPresent = points.every((point) => point?.name === this.model.parameter && point.time?.letter);
    return isPresent ? (points[0]?.time?.offset ?? null) : null;
  }

  /** `w_2`, one step of w by its number. */
  private isNumbered(name: string): boolean {
    const base = NUMBERED.exec(name)?.[1] ?? '';
    return this.indices.offsets.has(base) || this.isGradient(base);
  }

  /**
   * Does the name get this value in the step that has so many gradients before it as a list with dots has terms, so that the
   * dots stand for nothing?
   */
  holdsOf({ name, time }: Pick<SymbolIn, 'name' | 'time'>, value: Expression, terms: number): boolean {
    if (time?.letter == null) return false;
    const t = this.firstTime + terms - 1;
    return start.every((_, i) => {
      const [own, other] = [this.at(name, t + time.offset, i), this.value(value, t, i, null, false)];
      return Math.abs(own - other) <= 1e-9 * (1 + Math.abs(own));
    });
  }

  /** A name at an index as it is written; NaN where it is not known. */
  private at(name: string, index: number, i: number): number {
    if (this.isNumbered(name)) {
      const [, base = '', step] = NUMBERED.exec(name)!;
      return this.at(base, Number(step), i);
    }
    const offset = this.indices.offsets.get(name);
    const slotOf = (own: number): number => index - own - this.firstTime + 1;
    if (offset !== undefined)
      return offset === null ? Number.NaN : (this.state.slots.get(name)?.[slotOf(offset)]?.[i] ?? Number.NaN);
    const definition = this.defined.get(name);
    if (definition) {
      if (this.open.has(name)) return Number.NaN;
      this.open.add(name);
      const { time, value } = definition;
      const found = this.value(value, index - (time?.offset ?? 0), i, null, time === null);
      this.open.delete(name);
      return found;
    }
    const present = this.indices.gradientOffset ?? this.pointOffset;
    if (!this.isGradient(name) || present === null || slotOf(present) < 1) return Number.NaN;
    return this.state.gradients[slotOf(present)]?.[i] ?? Number.NaN;
  }

  private value(e: Expression, t: number, i: number, bound: Bound | null, isTimeless: boolean): number {
    const indexOf = ({ letter, offset, backwards }: Time): number => {
      if (backwards) return Number.NaN;
      if (letter === null) return offset;
      return (letter === bound?.letter ? bound.value : t) + offset;
    };
    return numberWith(e, (leaf) => {
      switch (leaf.kind) {
        case 'symbol': {
          if (leaf.name === bound?.letter) return bound.value;
          const constant = this.constants.get(leaf.name);
          if (constant !== undefined) return constant;
          if (this.model.timeLetters.has(leaf.name)) return t;
          if (leaf.time === null)
            return isTimeless || this.isNumbered(leaf.name) ? this.at(leaf.name, t, i) : Number.NaN;
          return this.at(leaf.name, indexOf(leaf.time), i);
        }
        case 'gradient': {
          const [point, ...others] = leaf.points;
          if (!point || others.length > 0) return Number.NaN;
          const place = start.map((_, k) => this.value(point, t, k, bound, isTimeless));
          return gradientAt(place)[i]!;
        }
        case 'history': {
          const end = leaf.upper === null ? t : indexOf(leaf.upper);
          const JOINED = { '+': (a: number, b: number) => a + b, '*': (a: number, b: number) => a * b };
          const join =
            leaf.operator === '+' || leaf.operator === '*' ? JOINED[leaf.operator] : Math[leaf.operator];
          let total = leaf.operator === '*' ? 1 : leaf.operator === '+' ? 0 : Number.NaN;
          for (let k = leaf.lower ?? this.firstTime; k <= end; k++) {
            const term = this.value(leaf.body, t, i, { letter: leaf.index, value: k }, false);
            total = Number.isNaN(total) && leaf.operator.startsWith('m') ? term : join(total, term);
          }
          return total;
        }
      }
    });
  }
}
