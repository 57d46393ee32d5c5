/**
 * The equations of a rule as trees of which every part has values: at a few points, with numbers for all that it is made from. Two
 * parts with the same values are the same, however they are written.
 */
import { OPERATORS } from '../formulas/expression.ts';
import type { BinaryOperator } from '../formulas/expression.ts';
import { partsOf } from '../run/code.ts';
import type { Code, Schedule } from '../run/code.ts';
import { compile } from '../run/machine.ts';
import type { Frame } from '../run/machine.ts';
import type { Vector } from '../../terms.ts';

export interface Term {
  code: Code;
  parts: readonly Term[];
  values: Vector;
  /** How many terms it consists of. */
  size: number;
  /** The name that stands in its place, where it is what an equation makes of that name. */
  helper: string | null;
  /** The name whose equation it stands in. */
  within: string;
}

/** Of a step, with five before it, so that sums over the history have something to sum. */
export const STEP = 5;
/** At how many points everything has values. */
export const POINTS = 4;
/** A larger equation is not put in the place of its name. */
const MAX_SIZE = 150;

export function mapped(terms: readonly Vector[], of: (...values: number[]) => number): Vector {
  const values = new Float64Array(POINTS);
  const [first, second] = terms;
  const isPair = terms.length === 2;
  for (let i = 0; i < POINTS; i++)
    values[i] = isPair ? of(first![i]!, second![i]!) : of(...terms.map((each) => each[i]!));
  return values;
}

export function areSame(one: Vector, other: Vector): boolean {
  return one.every((value, i) => {
    const found = other[i]!;
    const gap = Math.abs(value - found);
    return Object.is(value, found) || (gap < Infinity && gap <= 1e-9 * (Math.abs(value) + Math.abs(found)));
  });
}

/** The same for two terms that are the same. */
export function keyOf({ values }: Term): string {
  return `${values[0]!.toPrecision(8)} ${values[1]!.toPrecision(8)}`;
}

/** What a term comes to with other values for its parts; null where they do not decide it. */
export function valuesFrom(code: Code, parts: readonly Vector[]): Vector | null {
  if (code.kind === 'binary') return mapped(parts, OPERATORS[code.operator]);
  if (code.kind !== 'call' || code.name === 'norm') return null;
  return mapped(parts, Math[code.name]);
}

/** A term that stands in no equation, put together from those of one. */
export function joined(operator: BinaryOperator, left: Term, right: Term): Term {
  return {
    code: { kind: 'binary', operator, left: left.code, right: right.code },
    parts: [left, right],
    values: mapped([left.values, right.values], OPERATORS[operator]),
    size: left.size + right.size + 1,
    helper: null,
    within: left.within,
  };
}

export function numberTerm(value: number, within: string): Term {
  const values = new Float64Array(POINTS).fill(value);
  return { code: { kind: 'number', value }, parts: [], values, size: 1, helper: null, within };
}

/** Of what has no values of its own: the body of a sum over the history. */
export const bare = (code: Code): Term => ({
  ...numberTerm(Number.NaN, ''),
  code,
  parts: partsOf(code).map(bare),
});

/** The term and all that it consists of. */
export function* termsIn(term: Term): Generator<Term> {
  yield term;
  for (const part of term.parts) yield* termsIn(part);
}

/** A rule in the middle of its way: numbers for what it remembers, and what one more step makes of them. */
export class Scene {
  /** Of every name the last equation that a step has for it. */
  readonly made = new Map<string, Term>();
  readonly lookahead: Term | null;
  private readonly frame: Frame;

  /**
   * @param constants numbers by the constants' names
   * @param before    values of a name at a step before, by the step
   * @param meant     the values that a name is taken to have once its own equation is through; null for those it makes
   * @param only      the name to be made; what is made behind it, and where the gradient is taken, are left out
   */
  constructor(
    { instructions, lookahead, firstTime }: Schedule,
    constants: ReadonlyMap<string, number>,
    before: (name: string, step: number) => Vector,
    gradients: readonly Vector[],
    meant: (name: string) => Vector | null,
    only?: string,
  ) {
    const slots = new Map<string, Vector[]>();
    const frame = { step: STEP, slots, gradients: [...gradients], size: POINTS, element: 0 };
    this.frame = { ...frame, constants, firstTime };
    const past = (name: string): Vector[] => Array.from({ length: STEP }, (_, step) => before(name, step));
    for (const { target } of instructions) slots.set(target, past(target));
    for (const [i, { target, code }] of instructions.entries()) {
      const term = { ...this.term(code, target), helper: target };
      this.made.set(target, term);
      const isLast = !instructions.slice(i + 1).some((other) => other.target === target);
      slots.get(target)![STEP] = (isLast ? meant(target) : null) ?? term.values;
      if (isLast && target === only) break;
    }
    this.frame.step += 1;
    this.lookahead = lookahead && only === undefined ? this.term(lookahead, '') : null;
  }

  private term(code: Code, within: string): Term {
    if (code.kind === 'state' && code.slot === 0) {
      const own = this.made.get(code.name);
      // What is taken to be something else than it makes stands for itself.
      if (own && own.size <= MAX_SIZE && this.frame.slots.get(code.name)![STEP] === own.values) return own;
    }
    const parts = (code.kind === 'history' ? [] : partsOf(code)).map((part) => this.term(part, within));
    const values =
      parts.length > 0
        ? valuesFrom(
            code,
            parts.map((part) => part.values),
          )
        : null;
    const size = parts.reduce((sum, each) => sum + each.size, 1);
    return { code, parts, values: values ?? this.leaf(code), size, helper: null, within };
  }

  private leaf(code: Code): Vector {
    const evaluate = compile(code);
    return new Float64Array(POINTS).map((_, i) => evaluate(this.frame, i));
  }
}
