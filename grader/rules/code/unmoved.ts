/** A parameter that stays as it was, since its new value has another name: `step = b - lr * db` beside the update of W. */
import { summandsOf, symbolNames } from '../formulas/expression.ts';
import { isParameterKey } from './names.ts';
import type { Step } from './values.ts';

/**
 * @param moved       the parameter that the step moves
 * @param hasGradient is a name made from a gradient?
 * @returns why the step is none, and what to do; null where nothing is left as it was
 */
export function unmovedIn(
  { instructions, after, returned }: Step,
  moved: string,
  hasGradient: (name: string) => boolean,
): { reason: string; help: string } | null {
  const made = new Map(instructions.map(({ target, value }) => [target, value]));
  const values = [...made.values(), ...(returned ?? []).flatMap(({ value }) => value ?? [])];
  const used = new Set(values.flatMap(symbolNames));
  for (const [name, last] of after) {
    const value = last.kind === 'symbol' && !used.has(last.name) ? made.get(last.name) : undefined;
    const from = value && summandsOf(value).find((e) => e.kind === 'symbol' && isParameterKey(e.name));
    if (from?.kind !== 'symbol' || from.name === moved || !hasGradient(name)) continue;
    return {
      reason: `“${name}” is computed from “${from.name}” and a gradient and never used`,
      help: `Give it back to ${from.name}, if that is what it moves.`,
    };
  }
  return null;
}
