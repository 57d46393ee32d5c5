/**
 * Puts the equations of a step in order and turns time indices into slots. Slot k of a state is its value after step k;
 * in an instruction slots are relative to the step that runs: 0 is new, −1 old.
 *
 * All equations of an answer describe one iteration: with m_t = … and θ_{t+1} = …, m_t and θ_{t+1} are what the iteration
 * makes, and m_{t−1} and θ_t what it starts from. Symbols without an index mean their latest value in the order of the text.
 */
import type { Code, Instruction, Schedule } from './code.ts';
import type { Equation } from './equations.ts';
import { rewrite, symbolsOf, walk } from './expression.ts';
import type { Expression, Time } from './expression.ts';
import { isAhead, positionsOf, tellingPoint, withoutHelpers } from './lookahead.ts';
import { isRecursive } from './model.ts';
import type { Model } from './model.ts';
import { Unreadable } from './place.ts';
import type { Place } from './place.ts';

/** How far the indices on the left stand from t, by name; null where left-hand sides have no index. */
function offsetOf(name: string, model: Model): number | null {
  const own = model.equations.filter((e) => e.target === name);
  const written = own.flatMap((e) => (e.time?.letter ? [e.time.offset] : []));
  if (written.length > 0) return Math.max(...written);
  // v ← βv_{t−1} + …
  const old = own.flatMap((e) => symbolsOf(e.value)).filter((s) => s.name === name && s.time?.letter);
  return old.length > 0 ? Math.max(...old.map((s) => s.time?.offset ?? 0)) + 1 : null;
}

/** The sum over the history in which an expression stands. */
interface SumIndex {
  letter: string;
  backwards: boolean;
}

class Scheduler {
  private readonly model: Model;
  private readonly assumptions = new Set<string>();
  private readonly instructions: Instruction[] = [];
  private readonly done = new Set<Equation>();
  private readonly active = new Set<Equation>();
  private readonly assigned = new Set<string>();
  private readonly offsets = new Map<string, number | null>();
  private readonly states: Set<string>;
  /** The largest index of the gradient outside sums: the present gradient. */
  private readonly gradientOffset: number | null;
  /** Helpers whose equations are being put in their place. */
  private readonly expanding = new Set<string>();
  private lookahead: Expression | null = null;

  constructor(model: Model) {
    this.model = model;
    this.states = new Set(model.equations.map((e) => e.target));
    for (const name of this.states) this.offsets.set(name, offsetOf(name, model));
    const offsets = model.equations.flatMap((e) => this.gradientTimes(e.value)).map((time) => time.offset);
    this.gradientOffset = offsets.length > 0 ? Math.max(...offsets) : null;
  }

  run(): Schedule {
    for (const equation of this.model.equations) this.emit(equation);
    const lookahead = this.lookahead;
    this.assigned.clear();
    return {
      instructions: this.instructions,
      lookahead: lookahead ? this.resolve(withoutHelpers(lookahead, this.model), null) : null,
      firstTime: this.model.firstTime ?? this.firstTime(),
      positions: positionsOf(this.model),
      assumptions: [...this.assumptions],
    };
  }

  /** Does the name stand for the gradient itself, at least until an equation such as g_t ← g_t + λθ changes it? */
  private isRawGradient(name: string): boolean {
    if (!this.model.isGradient(name)) return false;
    const own = this.model.equations.filter((e) => e.target === name);
    const hasSource = own.some((e) => walk(e.value).some((part) => part.kind === 'gradient'));
    return own.length === 0 || (isRecursive(name, own) && !hasSource);
  }

  private gradientTimes(value: Expression): Time[] {
    const inSums = new Set(walk(value).flatMap((e) => (e.kind === 'history' ? walk(e.body) : [])));
    return walk(value).flatMap((e) => {
      const isGradient = e.kind === 'gradient' || (e.kind === 'symbol' && this.isRawGradient(e.name));
      return isGradient && !inSums.has(e) && e.time?.letter ? [e.time] : [];
    });
  }

  /** m_t = … starts at t = 1, m_{t+1} = … at t = 0. */
  private firstTime(): number {
    const offsets = [...this.offsets].flatMap(([name, offset]) =>
      name !== this.model.parameter && offset !== null && isRecursive(name, this.model.equations)
        ? [offset]
        : [],
    );
    return offsets.length > 0 ? 1 - Math.max(...offsets) : 1;
  }

  private emit(equation: Equation): void {
    if (this.done.has(equation) || this.active.has(equation)) return;
    this.active.add(equation);
    for (const use of symbolsOf(equation.value)) this.prepare(use, equation);
    const code = this.resolve(equation.value, equation);
    this.instructions.push({ target: equation.target, code });
    this.assigned.add(equation.target);
    this.active.delete(equation);
    this.done.add(equation);
  }

  /** Emits the equations of a symbol first, where its new value is meant. */
  private prepare(use: { name: string; time: Time | null; at: Place }, by: Equation): void {
    const { equations } = this.model;
    if (use.name === by.target || !this.states.has(use.name)) return;
    const own = equations.filter((e) => e.target === use.name);
    const offset = this.offsets.get(use.name) ?? null;
    const before = own.filter((e) => equations.indexOf(e) < equations.indexOf(by));
    if (before.length === 0 && this.isRawGradient(use.name)) return;
    const wanted = before.length > 0 ? before : own;
    const isNew = use.time?.letter ? use.time.offset === (offset ?? 0) : this.meansNew(use.name, own, by);
    if (!isNew) return;
    for (const equation of wanted) {
      if (this.active.has(equation)) {
        if (!use.time) continue;
        throw new Unreadable(
          use.at,
          `“${use.at.token}” is needed to compute itself`,
          'Let one of the two use the value of the step before.',
        );
      }
      this.emit(equation);
    }
  }

  /** Does a symbol without an index mean the value that this step makes, though its equation stands below? */
  private meansNew(name: string, own: readonly Equation[], by: Equation): boolean {
    if (name === this.model.parameter) return false;
    if (/_(prev|old|previous|last)$/.test(name)) return false;
    const explained = own.some((e) => e.explanation > by.explanation);
    const indexed = own.some((e) => e.time);
    if (explained || indexed) return true;
    if (isRecursive(name, this.model.equations)) return false;
    const stands = (e: Equation): number => this.model.equations.indexOf(e);
    if (own.every((e) => stands(e) > stands(by))) {
      this.assumptions.add(`“${name}” is used above its equation; the value that this step makes is taken.`);
    }
    return true;
  }

  private resolve(e: Expression, equation: Equation | null, index: SumIndex | null = null): Code {
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
    if (index && name === index.letter) return { kind: 'index', backwards: index.backwards };
    if (this.states.has(name)) {
      const offset = this.offsets.get(name) ?? null;
      if (index && time?.letter === index.letter) return { kind: 'element', name, slot: time.offset };
      if (time && time.letter === null) return { kind: 'start', name };
      // g_t ← g_t + λθ starts each step as the gradient itself.
      const isPresent = !time?.letter || time.offset === (offset ?? 0);
      const isGradientYet = isPresent && this.isRawGradient(name) && !this.assigned.has(name);
      if (isGradientYet) return { kind: 'gradient', slot: 0 };
      const slot = this.slot(name, time, offset, equation, at);
      const helper = slot < 0 && time ? this.timelessHelper(name) : null;
      // RMS[Δx]_{t−1} at the first step is what its equation makes of the initial states, not 0.
      if (!helper) return { kind: 'state', name, slot };
      this.expanding.add(name);
      const code = this.resolve(shifted(helper, slot), equation, index);
      this.expanding.delete(name);
      return code;
    }
    if (this.model.isGradient(name)) return this.rawGradient(time, at, index);
    if (this.model.timeLetters.has(name)) return { kind: 'time' };
    return { kind: 'constant', name };
  }

  /** The right-hand side of a name that keeps nothing itself and does not count steps. */
  private timelessHelper(name: string): Expression | null {
    const own = this.model.equations.filter((e) => e.target === name);
    const value = own.length === 1 ? own[0]?.value : undefined;
    if (!value || name === this.model.parameter) return null;
    if (isRecursive(name, this.model.equations) || this.expanding.has(name)) return null;
    const isPlain = walk(value).every(
      (e) =>
        e.kind !== 'gradient' &&
        e.kind !== 'history' &&
        (e.kind !== 'symbol' ||
          (!this.model.timeLetters.has(e.name) && (e.time !== null || !this.states.has(e.name)))),
    );
    return isPlain ? value : null;
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
    if (index && time?.letter === index.letter) return { kind: 'element', name: null, slot: time.offset };
    const parameterOffset = this.offsets.get(this.model.parameter) ?? null;
    const present = this.gradientOffset;
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
    const point = tellingPoint(e.points, this.model);
    if (point && point.kind !== 'symbol') {
      this.look(point, e.at);
      return { kind: 'gradient', slot: 0 };
    }
    if (point?.kind === 'symbol' && point.name !== this.model.parameter && isAhead(point, this.model)) {
      this.look(point, e.at);
      return { kind: 'gradient', slot: 0 };
    }
    const time = point?.kind === 'symbol' ? point.time : null;
    if (index && time?.letter === index.letter) return { kind: 'element', name: null, slot: 0 };
    if (e.time) return this.rawGradient(e.time, e.at, index);
    const offset = this.offsets.get(this.model.parameter) ?? null;
    const slot =
      time?.letter && offset !== null && point?.kind === 'symbol' && point.name === this.model.parameter
        ? time.offset - offset + 1
        : 0;
    if (slot === 0 || !time) return { kind: 'gradient', slot: 0 };
    const isDefinition = equation !== null && this.isGradientEquation(equation);
    if (slot > 0 && !isDefinition && !this.sharesIndex(offset)) {
      throw new Unreadable(
        e.at,
        'the gradient is taken at the parameters that this step makes',
        'Take the gradient at the parameters before the step.',
      );
    }
    if (slot > 0 || (slot === -1 && isDefinition)) {
      this.assumptions.add(`The gradient “${e.at.token}” is taken at the parameters before the step.`);
      return { kind: 'gradient', slot: 0 };
    }
    return { kind: 'gradient', slot };
  }

  /** θ_t = θ_t − …: the index does not count steps. */
  private sharesIndex(offset: number | null): boolean {
    const { parameter, equations } = this.model;
    return equations.some(
      (e) =>
        e.target === parameter &&
        symbolsOf(e.value).some((s) => s.name === parameter && s.time?.letter && s.time.offset === offset),
    );
  }

  private isGradientEquation(equation: Equation): boolean {
    return equation.value.kind === 'gradient';
  }

  private look(point: Expression, at: Place): void {
    const text = (e: Expression): string =>
      JSON.stringify(e, (key, value: unknown) => (key === 'at' ? undefined : value));
    if (this.lookahead && text(this.lookahead) !== text(point)) {
      throw new Unreadable(at, 'gradients at two different points in one step', 'Take one gradient a step.');
    }
    this.lookahead = point;
  }

  private history(e: Expression & { kind: 'history' }, equation: Equation | null): Code {
    const element = walk(e.body).find(
      (x) => (x.kind === 'symbol' || x.kind === 'gradient') && x.time?.letter === e.index,
    );
    const name = element?.kind === 'symbol' && this.states.has(element.name) ? element.name : null;
    const parameterOffset = this.offsets.get(this.model.parameter) ?? null;
    const fallback = parameterOffset === null ? (e.upper?.offset ?? 0) : Math.min(0, parameterOffset - 1);
    const base =
      name !== null && !this.isRawGradient(name)
        ? (this.offsets.get(name) ?? 0)
        : (this.gradientOffset ?? fallback);
    const backwards = element !== undefined && 'time' in element && element.time?.backwards === true;
    const own = equation?.time?.offset ?? 0;
    const present = equation?.target === this.model.parameter ? own - 1 : own;
    if (e.upper && e.upper.offset > Math.max(0, base, present)) {
      throw new Unreadable(e.at, 'this sum runs into a later step', 'Sum from the first step to t.');
    }
    const upTo = e.upper ? Math.min(0, e.upper.offset - base) : 0;
    const until = backwards ? -(e.lower ?? 0) : upTo;
    if (!backwards && (e.lower ?? 0) > 1) {
      throw new Unreadable(e.at, 'this sum leaves out the first steps', 'Sum from the first step to t.');
    }
    return { kind: 'history', until, body: this.resolve(e.body, equation, { letter: e.index, backwards }) };
  }
}

/** The same expression at another time. */
function shifted(value: Expression, by: number): Expression {
  return rewrite(value, (e) =>
    e.kind === 'symbol' && e.time?.letter ? { ...e, time: { ...e.time, offset: e.time.offset + by } } : e,
  );
}

/** @throws Unreadable where an equation needs a value that is not there yet */
export function schedule(model: Model): Schedule {
  return new Scheduler(model).run();
}
