/**
 * Puts the equations of a step in order and turns time indices into slots. Slot k of a state is its value after step k;
 * in an instruction slots are relative to the step that runs: 0 is new, −1 old.
 *
 * All equations of an answer describe one iteration: with m_t = … and θ_{t+1} = …, m_t and θ_{t+1} are what the iteration
 * makes, and m_{t−1} and θ_t what it starts from. Symbols without an index mean their latest value in the order of the text.
 */
import type { Code, Instruction, Schedule } from './code.ts';
import type { Equation } from '../equations/equations.ts';
import { symbolNames, symbolsOf, walk } from '../formulas/expression.ts';
import type { Time } from '../formulas/expression.ts';
import { Indices } from './indices.ts';
import { Machine } from './machine.ts';
import { positionsOf, withoutHelpers } from './lookahead.ts';
import { reachable } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { remembered } from '../remembered.ts';
import { Resolver, twoPoints } from './resolve.ts';

class Scheduler {
  private readonly model: Model;
  private readonly indices: Indices;
  private readonly resolver: Resolver;
  private readonly instructions: Instruction[] = [];
  private readonly done = new Set<Equation>();
  private readonly active = new Set<Equation>();

  constructor(model: Model) {
    this.model = model;
    this.indices = new Indices(model);
    this.resolver = new Resolver(this.indices);
  }

  run(): Schedule {
    for (const equation of this.model.equations) this.emit(equation);
    for (const [target, value] of this.model.resets)
      if (this.indices.states.has(target))
        this.instructions.push({ target, code: { kind: 'number', value } });
    this.resolver.assigned.clear();
    return {
      instructions: this.instructions,
      lookahead: this.lookahead(),
      firstTime: this.indices.firstTime,
      positions: positionsOf(this.model),
      assumptions: [...this.resolver.assumptions],
    };
  }

  /** Where the gradient is taken ahead of the parameters; what the step is made of takes it nowhere else. */
  private lookahead(): Code | null {
    const { lookahead, atParameters } = this.resolver;
    if (!lookahead) return null;
    const point = withoutHelpers(lookahead, this.model);
    const used = reachable([this.model.parameter, ...symbolNames(point)], this.model.equations);
    for (const [name, at] of atParameters) if (used.has(name)) throw twoPoints(at);
    const nested = walk(lookahead).find((e) => e.kind === 'gradient');
    if (nested) throw twoPoints(nested.at);
    return this.resolver.resolve(point, null);
  }

  private emit(equation: Equation): void {
    if (this.done.has(equation) || this.active.has(equation)) return;
    this.active.add(equation);
    for (const use of symbolsOf(equation.value)) this.prepare(use, equation);
    const code = this.resolver.resolve(equation.value, equation);
    this.instructions.push({ target: equation.target, code });
    this.resolver.assigned.add(equation.target);
    this.active.delete(equation);
    this.done.add(equation);
  }

  /** Emits the equations of a symbol first, where its new value is meant. */
  private prepare(use: { name: string; time: Time | null; at: Place }, by: Equation): void {
    const { equations } = this.model;
    if (use.name === by.target || !this.indices.states.has(use.name)) return;
    const own = equations.filter((e) => e.target === use.name);
    const offset = this.indices.offsets.get(use.name) ?? null;
    const before = own.filter((e) => equations.indexOf(e) < equations.indexOf(by));
    if (before.length === 0 && this.indices.isRawGradient(use.name)) return;
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
    const explained = own.some((e) => e.explanation > by.explanation);
    const indexed = own.some((e) => e.time);
    if (explained || indexed) return true;
    const stands = (e: Equation): number => this.model.equations.indexOf(e);
    // A helper that is defined below its use takes the state that is defined below the helper as this step makes it.
    const isTold = by.explanation > 0 || !by.isArrow;
    const isDefinition = isTold && !by.isNextStep && [...this.active].some((e) => stands(e) < stands(by));
    if (this.makesItself(name) && !isDefinition) return false;
    if (own.every((e) => stands(e) > stands(by))) {
      this.resolver.assumptions.add(
        `“${name}” is used above its equation; the value that this step makes is taken.`,
      );
    }
    return true;
  }

  /** By its own equation, or by those that it needs as this step makes them: `u = v`, `v = μu + g`. */
  private makesItself(name: string): boolean {
    const found = new Set<string>();
    const open = [name];
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const { target, value } of this.model.equations)
        for (const use of target === next ? symbolsOf(value) : [])
          if (!found.has(use.name) && !this.isOfBefore(use)) {
            found.add(use.name);
            open.push(use.name);
          }
    return found.has(name);
  }

  /** θ_t where the step makes θ_{t+1}. */
  private isOfBefore({ name, time }: { name: string; time: Time | null }): boolean {
    const offset = this.indices.offsets.get(name) ?? null;
    return time !== null && offset !== null && time.offset < offset;
  }
}

/** @throws Unreadable where an equation needs a value that is not there yet */
export const machineOf = remembered(
  (model) => new Machine(new Scheduler(model).run(), model.parameter, model.initial),
  new WeakMap<Model, Machine>(),
);
