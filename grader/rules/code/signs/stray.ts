/** What a step computes from a gradient, and no parameter gets. */
import { hasGradient, symbolNames, textOf } from '../../formulas/expression.ts';
import type { Expression, Gradient } from '../../formulas/expression.ts';
import { isParameterKey, isStateKey } from '../seen/names.ts';
import { keyOfOld } from '../seen/values.ts';
import type { Step } from '../seen/values.ts';

/** What a value is made from, through all that the step computes on the way. */
export interface Chain {
  states: Set<string>;
  gradients: Gradient[];
  symbols: Set<string>;
  made: Set<string>;
}

interface Strays {
  /** States of what is moved that move nothing themselves: a rule that lacks its velocity. */
  unused: string[];
  /** Why the step is none that is understood, and what to do; null where all else is for something. */
  refused: { reason: string; help: string } | null;
}

/**
 * What a step makes of a gradient and of what there was before it is for something: it moves a parameter, or the gradient is taken
 * there. Else it may be the update itself, under a name that nothing takes (`step = b - lr * db`), one that starts elsewhere
 * (`b = q - lr * db`), or the state of what is not moved.
 *
 * @param moved the parameters that the step moves
 * @param inlined an expression without the names of what the step computes on the way
 */
export function straysIn(
  { after }: Step,
  moved: readonly string[],
  chainOf: (name: string) => Chain,
  inlined: (value: Expression) => Expression,
): Strays {
  const chains = moved.map(chainOf);
  const needed = new Set([...moved, ...chains.flatMap(({ states, made }) => [...states, ...made])]);
  const points = chains.flatMap(({ gradients }) => gradients.flatMap((each) => each.points.map(inlined)));
  const pointTexts = new Set(points.map(textOf));
  const unused: string[] = [];
  for (const [name, value] of after) {
    const whole = inlined(value);
    const isUsed = needed.has(name) || (value.kind === 'symbol' && needed.has(value.name));
    if (isUsed || !hasGradient(whole) || pointTexts.has(textOf(whole))) continue;
    const { states, gradients } = chainOf(name);
    if (isParameterKey(name) && !isStateKey(name)) {
      const reason = `“${name}” is computed from a gradient and not from what it was`;
      return {
        unused,
        refused: { reason, help: `Write ${name} = ${name} - …, if that is what the rule moves.` },
      };
    }
    if (states.has(name) && gradients.every(({ of }) => of === null || moved.includes(of))) unused.push(name);
    else {
      const from = symbolNames(whole).find((symbol) => keyOfOld(symbol) !== null || isParameterKey(symbol));
      if (from === undefined) continue;
      const reason = `“${name}” is computed from “${keyOfOld(from) ?? from}” and a gradient and never used`;
      return { unused, refused: { reason, help: 'Use it in the update, or give it back to what it moves.' } };
    }
  }
  return { unused, refused: null };
}
