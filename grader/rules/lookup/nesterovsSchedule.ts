/**
 * Nesterov's momentum as his method for convex functions has it: `(k − 1)/(k + 2)` or `k/(k + 3)` at step k in place of a constant μ
 * (Nesterov 1983; Su, Boyd, Candès 2016, eq. 1).
 */
import { constantOf } from '../model/model.ts';
import type { ParsedRule } from '../parse.ts';
import type { Code } from '../run/code.ts';

const NAME = 'mu';

/** 2 of `t + 2`, −1 of `t − 1` and 0 of `t`; null of anything else. */
function behindStep(code: Code): number | null {
  if (code.kind === 'time') return 0;
  if (code.kind !== 'binary' || !/^[-+]$/.test(code.operator) || code.right.kind !== 'number') return null;
  const own = behindStep(code.left);
  return own === null ? null : own + (code.operator === '+' ? code.right.value : -code.right.value);
}

function isSchedule(code: Code): boolean {
  if (code.kind !== 'binary' || code.operator !== '/') return false;
  const [above, below] = [behindStep(code.left), behindStep(code.right)];
  return above !== null && below !== null && below - above === 3;
}

/** The rule with a constant in place of that schedule; null where it has none. */
export function withConstantMomentum(rule: ParsedRule): ParsedRule | null {
  const { constants } = rule;
  if (constants.some(({ name }) => name === NAME)) return null;
  let isFound = false;
  const machine = rule.machine.changed((code) => {
    if (!isSchedule(code)) return code;
    isFound = true;
    return { kind: 'constant', name: NAME };
  });
  if (!isFound) return null;
  return {
    ...rule,
    constants: [...constants, { ...constantOf(NAME, null), isScheduled: true }],
    machine,
  };
}
