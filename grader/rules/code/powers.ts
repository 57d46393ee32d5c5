/** States that a step only multiplies, such as `b1t *= beta1`: powers of what they are multiplied by, written without a `t`. */
import { binary, isMultiple, numberOf, rewrite, textOf, walk } from '../formulas/expression.ts';
import type { Expression } from '../formulas/expression.ts';
import { oldName } from './values.ts';
import type { Instruction, Step } from './values.ts';

export interface Power {
  name: string;
  /** What it is multiplied by. */
  factor: Expression;
  /** Whether it starts at its factor, and not at 1. */
  isAhead: boolean;
  /** The program says where. */
  isTold: boolean;
}

/** With what a step has made put where it stands. */
type Inlined = (value: Expression) => Expression;

const isOld = (e: Expression, name: string): boolean => e.kind === 'symbol' && e.name === oldName(name);

/**
 * The power that a state is; null where it is none. Without a start that is told it begins at 1, from 0 it would stay 0; but where
 * `1 - b1t` stands before it is raised, it has to begin at its factor.
 *
 * @throws Unreadable where it starts at something else
 */
export function powerOf(name: string, step: Step, inlined: Inlined): Power | null {
  const value = inlined(step.after.get(name)!);
  if (step.initial.has(name) || !isMultiple(value, (symbol) => symbol.name === oldName(name))) return null;
  const factor = rewrite(value, (e) => {
    if (e.kind !== 'binary' || e.operator !== '*') return e;
    return isOld(e.left, name) ? e.right : isOld(e.right, name) ? e.left : e;
  });
  const begun = step.begun.get(name);
  if (begun && textOf(begun.value) !== textOf(factor)) throw begun.why;
  const isRest = (e: Expression): boolean =>
    e.kind === 'binary' && e.operator === '-' && numberOf(e.left) === 1 && isOld(e.right, name);
  const made = [...step.instructions.map((each) => each.value), ...step.after.values()].flatMap(walk);
  const isTold = begun !== undefined;
  return { name, factor, isAhead: isTold || (factor.kind === 'symbol' && made.some(isRest)), isTold };
}

/** The same steps where every power starts at 1. */
export function fromOne(
  powers: readonly Power[],
  steps: readonly Instruction[],
  inlined: Inlined,
): Instruction[] {
  return powers
    .filter(({ isAhead }) => isAhead)
    .reduce<Instruction[]>(
      (all, { name, factor }) =>
        all.map(({ target, value }) => ({
          target,
          value:
            target === name
              ? inlined(value)
              : rewrite(value, (e) => (isOld(e, name) ? binary('*', e, factor) : e)),
        })),
      [...steps],
    );
}

/** What is assumed of their starts. */
export const assumedStarts = (powers: readonly Power[]): string[] =>
  powers
    .filter(({ isTold }) => !isTold)
    .map(
      ({ name, isAhead }) => `“${name}” is taken to start at ${isAhead ? 'what it is multiplied by' : '1'}.`,
    );
