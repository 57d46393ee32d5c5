/**
 * Nesterov's momentum as his method for convex functions has it, in place of a constant μ: `(k − 1)/(k + 2)` or `k/(k + 3)` at step k (Su,
 * Boyd, Candès 2016, eq. 1), and `(λ_k − 1)/λ_{k+1}` with `λ_{k+1} = (1 + √(1 + 4λ_k²))/2` (Nesterov 1983; Beck, Teboulle 2009, eq. 4.2).
 */
import { constantOf } from '../model/model.ts';
import type { ParsedRule } from '../parse.ts';
import type { Code } from '../run/code.ts';
import type { Machine } from '../run/machine.ts';

const NAME = 'mu';

/** 2 of `t + 2`, −1 of `t − 1` and 0 of `t`; null of anything else. */
function behindStep(code: Code): number | null {
  if (code.kind === 'time') return 0;
  if (code.kind !== 'binary' || !/^[-+]$/.test(code.operator) || code.right.kind !== 'number') return null;
  const own = behindStep(code.left);
  return own === null ? null : own + (code.operator === '+' ? code.right.value : -code.right.value);
}

/** What it is where the old value of that state is x; NaN where it is made of anything else. */
function valueAt(code: Code, name: string, x: number): number {
  if (code.kind === 'number') return code.value;
  if (isSlot(code, name, -1)) return x;
  if (code.kind === 'call' && code.name === 'sqrt') return Math.sqrt(valueAt(code.args[0]!, name, x));
  if (code.kind !== 'binary') return Number.NaN;
  const [a, b] = [valueAt(code.left, name, x), valueAt(code.right, name, x)];
  return { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '^': a ** b }[code.operator];
}

const isSlot = (code: Code, name: string, slot: number): boolean =>
  code.kind === 'state' && code.name === name && code.slot === slot;

const TRIED = [0, 1, 1.618, 7.3];

/** The λ of a rule: of the numbers that start at 0 or 1 and go on so, whatever the gradients. */
const sequencesOf = ({ schedule: { instructions }, startOf }: Machine): string[] =>
  instructions.flatMap(({ target, code }) => {
    const goesOn = TRIED.every(
      (x) => Math.abs(valueAt(code, target, x) - (1 + Math.sqrt(1 + 4 * x * x)) / 2) < 1e-12,
    );
    return goesOn && (startOf(target) === 0 || startOf(target) === 1) ? [target] : [];
  });

/** `(λ_k − 1)/λ_{k+1}` */
const isOfSequence = ({ left, right }: Code & { kind: 'binary' }, name: string): boolean =>
  left.kind === 'binary' &&
  left.operator === '-' &&
  isSlot(left.left, name, -1) &&
  left.right.kind === 'number' &&
  left.right.value === 1 &&
  isSlot(right, name, 0);

function isSchedule(code: Code, sequences: readonly string[]): boolean {
  if (code.kind !== 'binary' || code.operator !== '/') return false;
  if (sequences.some((name) => isOfSequence(code, name))) return true;
  const [above, below] = [behindStep(code.left), behindStep(code.right)];
  return above !== null && below !== null && below - above === 3;
}

/** The rule with a constant in place of that schedule; null where it has none. */
export function withConstantMomentum(rule: ParsedRule): ParsedRule | null {
  const { constants } = rule;
  if (constants.some(({ name }) => name === NAME)) return null;
  let isFound = false;
  const sequences = sequencesOf(rule.machine);
  const machine = rule.machine.changed((code) => {
    if (!isSchedule(code, sequences)) return code;
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
