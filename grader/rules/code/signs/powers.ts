/** States that a step only multiplies, such as `b1t *= beta1`: powers of what they are multiplied by, written without a `t`. */
import { binary, isMultiple, numberOf, rewrite, textOf, walk } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import { Unreadable } from '../../place.ts';
import { oldName } from '../seen/values.ts';
import type { Instruction, Step } from '../seen/values.ts';

export interface Power {
  name: string;
  /** What it is multiplied by. */
  factor: Expression;
  /** The program says that it starts at its factor; otherwise it starts at 1. */
  isAhead: boolean;
}

/** With what a step has made put where it stands. */
type Inlined = (value: Expression) => Expression;

const isOld = (e: Expression, name: string): boolean => e.kind === 'symbol' && e.name === oldName(name);

/** The number of a factor: of a literal, or the customary one of a parameter. */
function numberAs(factor: Expression, { constants }: Step): number | null {
  if (factor.kind !== 'symbol') return null;
  const literal = Number(factor.name);
  return constants.get(factor.name)?.value ?? (Number.isNaN(literal) ? null : literal);
}

/**
 * The power that a state is; null where it is none. Without a start that is told it begins at 1: from 0 it would stay 0.
 *
 * @throws Unreadable where it starts at something else than 1 or its factor, or where it would divide by zero and no start is told
 */
export function powerOf(name: string, step: Step, inlined: Inlined): Power | null {
  const value = inlined(step.after.get(name)!);
  if (!isMultiple(value, (symbol) => symbol.name === oldName(name))) return null;
  const factor = rewrite(value, (e) => {
    if (e.kind !== 'binary' || e.operator !== '*') return e;
    return isOld(e.left, name) ? e.right : isOld(e.right, name) ? e.left : e;
  });
  const first = step.initial.get(name);
  if (first !== undefined)
    return first !== 1 && first === numberAs(factor, step) ? { name, factor, isAhead: true } : null;
  const begun = step.begun.get(name);
  if (begun && textOf(begun.value) !== textOf(factor)) throw begun.why;
  const isRest = (e: Expression): boolean =>
    e.kind === 'binary' && e.operator === '-' && numberOf(e.left) === 1 && isOld(e.right, name);
  const made = [...step.instructions.map((each) => each.value), ...step.after.values()].flatMap(walk);
  const rest = begun ? undefined : made.find(isRest);
  if (rest)
    throw new Unreadable(rest.at, `“${name}” starts nowhere`, 'Say what it is before the first step.');
  return { name, factor, isAhead: begun !== undefined };
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
  powers.filter(({ isAhead }) => !isAhead).map(({ name }) => `“${name}” is taken to start at 1.`);
