/**
 * `v = 0.9 v + 0.1 g` beside `θ = θ - v`: taken for an average, 0.1 is 1 − 0.9 and the step has no learning rate; taken for a momentum
 * of 0.9 with a rate of 0.1 it takes the very same steps.
 */
import { constantOf, isLiteral } from '../model/model.ts';
import type { ParsedRule } from '../parse.ts';
import type { Code } from '../run/code.ts';

/** 0.9 of `1 - 0.9`, where the rule has it as a number that was written. */
const complementOf = (code: Code): number | null => {
  if (code.kind !== 'binary' || code.operator !== '-' || code.right.kind !== 'constant') return null;
  const isOne = code.left.kind === 'number' && code.left.value === 1;
  const number = Number(code.right.name);
  return isOne && Number.isFinite(number) && isLiteral(number) ? number : null;
};

/** The rule with a constant of its own for each number that was taken for one minus another; null where it has none. */
export function withLiteralsApart(rule: ParsedRule): ParsedRule | null {
  const { constants } = rule;
  const apart = new Map<string, number>();
  const machine = rule.machine.changed((code) => {
    const number = complementOf(code);
    if (number === null) return code;
    const name = String(Number((1 - number).toPrecision(12)));
    apart.set(name, Number(name));
    return { kind: 'constant', name };
  });
  if (apart.size === 0) return null;
  const more = [...apart].filter(([name]) => !constants.some((each) => each.name === name));
  return {
    ...rule,
    constants: [...constants, ...more.map(([name, value]) => constantOf(name, value, true))],
    machine,
  };
}
