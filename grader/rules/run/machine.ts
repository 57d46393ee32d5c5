/** Runs a scheduled rule: closures over a history of states, coordinate by coordinate. */
import type { Vector } from '../../terms.ts';
import { OPERATORS } from '../formulas/expression.ts';
import type { Joining } from '../formulas/expression.ts';
import { mapped } from './code.ts';
import type { Code, Schedule } from './code.ts';

/** What a rule remembers: all states after every step so far. */
export interface State {
  /** Steps taken. */
  step: number;
  /** By state, then slot 0 (before the first step), 1, … */
  slots: Map<string, Vector[]>;
  gradients: Vector[];
}

/** What a step is computed from; its `step` is the one that runs, 1 is the first. */
export interface Frame extends State {
  size: number;
  /** Slot at which a sum over the history is. */
  element: number;
  constants: ReadonlyMap<string, number>;
  /** t at the first step. */
  firstTime: number;
}

type Evaluate = (frame: Frame, i: number) => number;

function read(list: Vector[] | undefined, slot: number, i: number): number {
  return list?.[Math.max(0, slot)]?.[i] ?? 0;
}

export function compile(code: Code): Evaluate {
  switch (code.kind) {
    case 'number': {
      const { value } = code;
      return () => value;
    }
    case 'constant': {
      const { name } = code;
      return (frame) => frame.constants.get(name) ?? Number.NaN;
    }
    case 'time':
      return (frame) => frame.step - 1 + frame.firstTime;
    case 'index':
      if (code.backwards) return (frame) => frame.step - frame.element + code.shift;
      return (frame) => frame.element - 1 + frame.firstTime + code.shift;
    case 'state': {
      const { name, slot } = code;
      return (frame, i) => read(frame.slots.get(name), frame.step + slot, i);
    }
    case 'start': {
      const { name } = code;
      return (frame, i) => read(frame.slots.get(name), 0, i);
    }
    case 'gradient': {
      const { slot } = code;
      return (frame, i) => read(frame.gradients, frame.step + slot, i);
    }
    case 'element': {
      const { name, slot } = code;
      return (frame, i) =>
        read(name === null ? frame.gradients : frame.slots.get(name), frame.element + slot, i);
    }
    case 'history': {
      const body = compile(code.body);
      const { until, operator } = code;
      return (frame, i) => {
        const outer = frame.element;
        let total = operator === '*' ? 1 : 0;
        for (let slot = 1; slot <= frame.step + until; slot++) {
          frame.element = slot;
          const value = body(frame, i);
          total = slot === 1 ? value : JOINED[operator](total, value);
        }
        frame.element = outer;
        return total;
      };
    }
    case 'call':
      return call(code.name, code.args.map(compile));
    case 'binary': {
      const [left, right] = [compile(code.left), compile(code.right)];
      const operate = OPERATORS[code.operator];
      return (frame, i) => operate(left(frame, i), right(frame, i));
    }
  }
}

const JOINED: Readonly<Record<Joining, (total: number, value: number) => number>> = {
  '+': OPERATORS['+'],
  '*': OPERATORS['*'],
  max: Math.max,
  min: Math.min,
};

function call(name: (Code & { kind: 'call' })['name'], args: Evaluate[]): Evaluate {
  const first = args[0] ?? (() => Number.NaN);
  if (name === 'norm')
    return (frame) => {
      let total = 0;
      for (let i = 0; i < frame.size; i++) total += first(frame, i) ** 2;
      return Math.sqrt(total);
    };
  const of = Math[name];
  if (name === 'max' || name === 'min')
    return (frame, i) => of(...(args.map((arg) => arg(frame, i)) as [number]));
  return (frame, i) => of(first(frame, i));
}

/** A scheduled rule, compiled once and run with any numbers for its constants. */
export class Machine {
  private readonly instructions: { target: string; evaluate: Evaluate }[];
  private readonly lookahead: Evaluate | null;
  readonly schedule: Schedule;
  private readonly parameter: string;
  private readonly initialValues: ReadonlyMap<string, number>;

  constructor(schedule: Schedule, parameter: string, initialValues: ReadonlyMap<string, number>) {
    this.instructions = schedule.instructions.map(({ target, code }) => ({
      target,
      evaluate: compile(code),
    }));
    this.lookahead = schedule.lookahead ? compile(schedule.lookahead) : null;
    this.schedule = schedule;
    this.parameter = parameter;
    this.initialValues = initialValues;
  }

  /** The same with each part of its code changed, from the inside out. */
  changed(change: (part: Code) => Code): Machine {
    const { instructions, lookahead, ...rest } = this.schedule;
    const schedule = {
      ...rest,
      instructions: instructions.map(({ target, code }) => ({ target, code: mapped(code, change) })),
      lookahead: lookahead && mapped(lookahead, change),
    };
    return new Machine(schedule, this.parameter, this.initialValues);
  }

  /** Is the gradient taken ahead of the parameters? */
  get looksAhead(): boolean {
    return this.lookahead !== null;
  }

  /** What a state is before the first step, in every entry. */
  readonly startOf = (target: string): number => this.initialValues.get(target) ?? 0;

  /** @param n number of parameters */
  initial(n: number): State {
    const slots = new Map<string, Vector[]>();
    for (const { target } of this.instructions) {
      if (target !== this.parameter) slots.set(target, [new Float64Array(n).fill(this.startOf(target))]);
    }
    return { step: 0, slots, gradients: [new Float64Array(n)] };
  }

  /**
   * One step, which makes a new state and leaves the old as it was.
   * @param theta    where the gradient was taken
   * @param gradient the gradient there
   * @param constants numbers by the constants' names
   * @returns where the next gradient is to be taken: the next parameters, or the point ahead of them that the rule names
   */
  step(
    state: State,
    theta: Vector,
    gradient: Vector,
    constants: ReadonlyMap<string, number>,
  ): { theta: Vector; state: State } {
    const slots = new Map([...state.slots].map(([name, list]) => [name, [...list]]));
    const own = { step: state.step, slots, gradients: [...state.gradients] };
    return this.advance(own, theta, gradient, constants, 0);
  }

  /** The same in the state itself, at which nobody else looks. */
  private advance(
    { step: taken, slots, gradients }: State,
    theta: Vector,
    gradient: Vector,
    constants: ReadonlyMap<string, number>,
    delay: number,
  ): { theta: Vector; state: State } {
    const step = taken + 1;
    const size = theta.length;
    const isFirst = step === 1;
    const own = slots.get(this.parameter) ?? [];
    // A rule that looks ahead keeps its parameters itself; before the first step there is no velocity to look along.
    if (isFirst || !this.lookahead) own[step - 1] = theta;
    slots.set(this.parameter, own);
    if (isFirst) for (const name of this.schedule.positions) slots.set(name, [theta]);
    gradients.push(gradient);
    const firstTime = this.schedule.firstTime + delay;
    const frame: Frame = { step, slots, gradients, size, element: 0, constants, firstTime };
    for (const { target, evaluate } of this.instructions) {
      const value = new Float64Array(size);
      for (let i = 0; i < size; i++) value[i] = evaluate(frame, i);
      slots.get(target)![step] = value;
    }
    let next = own[step] ?? theta;
    if (this.lookahead) {
      const ahead: Frame = { ...frame, step: step + 1 };
      const lookahead = this.lookahead;
      next = new Float64Array(size).map((_, i) => lookahead(ahead, i));
    }
    return { theta: next, state: { step, slots, gradients } };
  }

  /**
   * All steps along given gradients.
   * @param constantsAt numbers by the constants' names, for every step
   */
  run(
    start: Vector,
    gradients: readonly Vector[],
    constantsAt: (index: number) => ReadonlyMap<string, number>,
    delay = 0,
  ): Vector[] {
    let theta = start;
    let state = this.initial(start.length);
    return gradients.map((gradient, index) => {
      ({ theta, state } = this.advance(state, theta, gradient, constantsAt(index), delay));
      return theta;
    });
  }
}
