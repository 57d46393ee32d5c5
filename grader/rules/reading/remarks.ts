/**
 * Equations that stand beside a rule and hold all along its way: the same steps in another variable, first steps written out, a
 * sum that a recursion unrolls to. What is true of a rule changes nothing of it.
 */
import type { Vector } from '../../terms.ts';
import { isNumber, targetName } from '../equations/candidates.ts';
import type { Candidate, Setting } from '../equations/candidates.ts';
import {
  gradientsIn,
  rewriteWithPoints,
  symbol,
  symbolNames,
  symbolsOf,
  uses,
} from '../formulas/expression.ts';
import type { Expression, SymbolIn, Time } from '../formulas/expression.ts';
import { isDigits } from '../lexicon.ts';
import { assemble } from '../model/assemble.ts';
import { choose } from '../model/choose.ts';
import type { Model } from '../model/model.ts';
import { cloned } from '../model/parameters.ts';
import { numberFor, numberWith } from '../model/sameness.ts';
import { NOWHERE, readOr, Unreadable } from '../place.ts';
import { usesTime } from '../run/code.ts';
import { Indices } from '../run/indices.ts';
import { Machine } from '../run/machine.ts';
import type { State } from '../run/machine.ts';
import { schedule } from '../run/schedule.ts';
import { withMember } from './chains.ts';
import { placeOf } from './formulas.ts';

const STEPS = 6;
/** More than an answer has that is not written to be slow. */
const MOST = 24;

/** Another one for each coordinate, and no straight line: gradients at two points tell the points apart. */
const gradientAt = (point: Vector): Vector => point.map((x, i) => (i + 0.6) * x + Math.sin(3 * x + i));
const start = Float64Array.of(0.7, -0.4);

/** w_2, and x_T of the last step. */
const NUMBERED = /^(.+)_(\d+|[TNK])$/;

/** A sum's index, and where it is. */
interface Bound {
  letter: string;
  value: number;
}

/** A rule on its way, and what its names are at every index. */
class Way {
  private readonly model: Model;
  private readonly setting: Setting;
  private readonly indices: Indices;
  private readonly state: State;
  /** What t is in the first step. */
  private firstTime: number;
  private readonly isTimed: boolean;
  private readonly constants: ReadonlyMap<string, number>;
  /** Names that the equations beside the rule bring in. */
  private readonly defined: ReadonlyMap<string, Candidate>;
  /** Of them those whose value is being worked out: one that is made from itself has none. */
  private readonly open = new Set<string>();

  constructor(model: Model, defined: ReadonlyMap<string, Candidate>, setting: Setting) {
    this.model = model;
    this.setting = setting;
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
    return this.indices.offsets.has(base) || this.setting.isGradient(base);
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
      const { time, value } = definition.equation!;
      const found = this.value(value, index - (time?.offset ?? 0), i, null, time === null);
      this.open.delete(name);
      return found;
    }
    const present = this.indices.gradientOffset ?? this.pointOffset;
    if (!this.setting.isGradient(name) || present === null || slotOf(present) < 1) return Number.NaN;
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

interface Truth {
  /** Those of which it is seen that they hold. */
  kept: Candidate[];
  broken: Candidate[];
}

/** What holds along the way of a rule: equations beside it, of which the first of a name that it does not have says what that is. */
function truthOf(model: Model, rest: readonly Candidate[], setting: Setting): Truth {
  const made = new Set([...model.equations.map(({ target }) => target), ...model.constants.keys()]);
  const defined = new Map<string, Candidate>();
  for (const c of rest) {
    const name = targetName(c);
    const isNumbered = made.has(NUMBERED.exec(name)?.[1] ?? '');
    if (c.equation && !made.has(name) && !isNumbered && !defined.has(name) && !uses(c.equation.value, name))
      defined.set(name, c);
  }
  const definitions = [...defined.values()];
  const others = rest.filter((c) => !definitions.includes(c));
  const isUsed = (name: string): boolean =>
    others.some(
      ({ equation }) => equation?.target === name || (equation && symbolNames(equation.value).includes(name)),
    );
  const way = new Way(model, defined, setting);
  const holds = (c: Candidate): boolean | null => {
    if (!c.equation || model.constants.has(targetName(c))) return null;
    const { target: name, time, value } = c.equation;
    const members = c.raw.otherSides.map((side) => withMember(c, side, setting.notation)?.equation?.value);
    const isDefinition = definitions.includes(c);
    const own = isDefinition ? members : [value, ...members];
    const found = own.map((each) => (each ? way.holds({ name, time }, each) : null));
    if (isDefinition && !isUsed(name)) found.push(null);
    return found.includes(false) ? false : found.includes(null) ? null : true;
  };
  const truth = (): Truth => {
    const found = rest.map((c) => [c, holds(c)] as const);
    const those = (is: boolean): Candidate[] => found.flatMap(([c, each]) => (each === is ? [c] : []));
    return { kept: those(true), broken: those(false) };
  };
  return way.bestOf(truth, ({ kept, broken }) => kept.length - 2 * broken.length);
}

/** Does all of this hold, and is what it brings in only another name? */
const hold = (model: Model, rest: readonly Candidate[], setting: Setting): boolean =>
  truthOf(model, rest, setting).kept.length === rest.length;

/**
 * @param given all equations of the answer
 * @throws Unreadable at one in a display that is not true of the rule
 */
export function refuseUntrue(model: Model, given: readonly Candidate[], setting: Setting): void {
  const used = new Set(model.equations.map(({ at }) => at));
  const about = given.find((c) => c.equation?.target === model.parameter && used.has(c.equation.at))?.raw
    .about;
  const isBeside = (c: Candidate): boolean =>
    c.equation !== null &&
    !used.has(c.equation.at) &&
    !isNumber(c) &&
    c.raw.about === about &&
    !c.raw.isExample;
  const rest = given.filter(isBeside);
  const isInEarnest = ({ raw }: Candidate): boolean => raw.display && !(raw.isAside || raw.isRemark);
  if (!rest.some(isInEarnest)) return;
  const untrue = readOr(
    () => truthOf(model, rest.map(cloned), setting).broken.find(isInEarnest),
    () => undefined,
  );
  if (!untrue) return;
  const at = untrue.raw.left[0]?.at ?? placeOf(untrue.target.name);
  throw new Unreadable(at, 'an equation that the rule does not keep', 'Correct the one that is not meant.');
}

/** What holds in the last step, whichever that is: `x_T = p_T − μv_T`. */
function atAnyStep(c: Candidate): Candidate {
  const anyOf = (e: Expression): Expression => {
    const [, base, step] = e.kind === 'symbol' ? (NUMBERED.exec(e.name) ?? []) : [];
    return base !== undefined && !isDigits(step!) ? symbol(base, { letter: 't', offset: 0 }, e.at) : e;
  };
  const { equation, target } = c;
  const made = equation && anyOf(symbol(target.name, target.time, equation.at));
  if (made?.kind !== 'symbol' || made.name === target.name) return c;
  const { name, time } = made;
  return {
    ...c,
    equation: { ...equation!, target: name, time, value: rewriteWithPoints(equation!.value, anyOf) },
  };
}

/** Runs of formulas that may be left out, the longest rest first. */
function* restsOf(steps: readonly Candidate[]): Generator<readonly Candidate[]> {
  const formulaOf = ({ raw }: Candidate): string => raw.left[0]?.at.source ?? '';
  const starts = steps.flatMap((c, i) => (i > 0 && formulaOf(steps[i - 1]!) === formulaOf(c) ? [] : [i]));
  const ends = [...starts, steps.length];
  const runs = starts.flatMap((from) => ends.flatMap((to) => (to > from ? [[from, to] as const] : [])));
  const cuts = steps.flatMap((_, i) => [[0, i] as const, [i, steps.length] as const]);
  const all = new Map([...runs, ...cuts].map(([from, to]) => [`${from} ${to}`, [from, to] as const]));
  const size = ([from, to]: readonly [number, number]): number => to - from;
  for (const [from, to] of [...all.values()].sort((a, b) => size(a) - size(b)))
    if (to > from && to - from < steps.length) yield steps.slice(from, to);
}

/**
 * Rules that some of the equations are, and along whose way all others hold.
 * @param told equations whose side had to be solved for a name that has one of its own
 */
export function* coresOf(
  given: readonly Candidate[],
  told: readonly Candidate[],
  setting: Setting,
): Generator<readonly Candidate[]> {
  const all = given.filter((c) => !isNumber(c));
  const names = new Set(all.map(targetName));
  const steps = all.filter((c) => !names.has(NUMBERED.exec(targetName(c))?.[1] ?? ''));
  if (all.length > MOST || (names.size === all.length && steps.length === all.length && told.length === 0))
    return;
  const numbered = all.filter((c) => !steps.includes(c));
  const rests = numbered.length > 0 ? [[], ...restsOf(steps)] : restsOf(steps);
  const last = numbered.length > 0 ? numbered.map(atAnyStep) : [];
  for (const without of rests) {
    const own = given.filter((c) => isNumber(c) || (steps.includes(c) && !without.includes(c)));
    const isWhole = readOr(
      () => {
        const assumptions: string[] = [];
        const { chosen } = choose(own.map(cloned), setting, assumptions);
        const { notation, isGradient } = setting;
        const { model, unused, isImplied } = assemble(chosen, notation, isGradient, assumptions, []);
        if (assumptions.length > 0 || unused.length > 0 || isImplied) return false;
        // What it does without is verified, too.
        const used = new Set(model.equations.map(({ at }) => at));
        const spare = (c: Candidate): boolean => without.includes(c) || !used.has(c.equation?.at ?? NOWHERE);
        return hold(model, [...steps.filter(spare), ...last, ...told].map(cloned), setting);
      },
      () => false,
    );
    if (isWhole) yield own;
  }
}
