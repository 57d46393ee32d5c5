/** Equations of an answer of which some may make up its rule. */
import type { Equation, RawEquation } from './equations.ts';
import { numberOf } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Unreadable } from '../place.ts';
import type { Target } from './targets.ts';

/** Is this name, where no equation defines it, the gradient? */
export type IsGradient = (name: string) => boolean;

/** What is known of an answer when its equations are chosen. */
export interface Setting {
  notation: Notation;
  isGradient: IsGradient;
  /** Name of the optimizer that was asked for. */
  asked: string | undefined;
}

/** An equation whose right-hand side could not be read matters only if the rule needs it. */
export interface Candidate {
  raw: RawEquation;
  target: Target;
  equation: Equation | null;
  error: Unreadable | null;
}

export const withValue = (c: Candidate, change: (value: Expression) => Expression): Candidate =>
  c.equation ? { ...c, equation: { ...c.equation, value: change(c.equation.value) } } : c;

export function targetName(c: Candidate): string {
  return c.equation?.target ?? c.target.name;
}

/** Does it give its name a number? */
export function isNumber({ equation }: Candidate): boolean {
  return equation !== null && numberOf(equation.value) !== null;
}

export function equationsOf(candidates: readonly Candidate[]): Equation[] {
  return candidates.flatMap((c) => (c.equation ? [c.equation] : []));
}
