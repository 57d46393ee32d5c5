/** A rule in the order in which it runs, its symbols resolved to slots; see `schedule.ts`. */
import type { Joining } from '../formulas/expression.ts';

/** An expression with its symbols resolved. */
export type Code =
  | { kind: 'number'; value: number }
  | { kind: 'constant'; name: string }
  | { kind: 'time' }
  | { kind: 'state'; name: string; slot: number }
  /** A state before the first step: m_0. */
  | { kind: 'start'; name: string }
  | { kind: 'gradient'; slot: number }
  /** In a sum over the history: the state or gradient of the step that the sum is at. */
  | { kind: 'element'; name: string | null; slot: number }
  /** The index of the sum: a step's t, or how many steps it lies back, and `shift`. */
  | { kind: 'index'; backwards: boolean; shift: number }
  | { kind: 'call'; name: 'sqrt' | 'abs' | 'max' | 'min' | 'norm' | 'sign'; args: Code[] }
  | { kind: 'binary'; operator: '+' | '-' | '*' | '/' | '^'; left: Code; right: Code }
  /** Sum or product over the slots 1 … step + `until`. */
  | { kind: 'history'; operator: Joining; until: number; body: Code };

export interface Instruction {
  target: string;
  code: Code;
}

export interface Schedule {
  instructions: Instruction[];
  /** Where the next gradient is taken, when not at the parameters; slots relative to the step to come. */
  lookahead: Code | null;
  /** t at the first step. */
  firstTime: number;
  /** States that stand for parameters at another step and so start where the parameters do. */
  positions: string[];
  assumptions: string[];
}

/** Steps for which a sum over the history counts: as many as the rule is tried over. */
const HISTORY = 12;

function operationsIn(code: Code): number {
  const own = partsOf(code).reduce((sum, part) => sum + operationsIn(part), 0);
  return 1 + (code.kind === 'history' ? HISTORY * own : own);
}

/** Operations and symbols that a step goes through, which is what trying a rule costs. */
export function operationsOf({ instructions, lookahead }: Schedule): number {
  const own = instructions.reduce((sum, { code }) => sum + operationsIn(code), 0);
  return own + (lookahead ? operationsIn(lookahead) : 0);
}

/** What a piece of code consists of, one level down. */
export function partsOf(code: Code): readonly Code[] {
  if (code.kind === 'binary') return [code.left, code.right];
  return code.kind === 'call' ? code.args : code.kind === 'history' ? [code.body] : [];
}

/** The code with each part changed, from the inside out. */
export function mapped(code: Code, change: (part: Code) => Code): Code {
  const inner = (part: Code): Code => mapped(part, change);
  if (code.kind === 'binary') return change({ ...code, left: inner(code.left), right: inner(code.right) });
  if (code.kind === 'call') return change({ ...code, args: code.args.map(inner) });
  return change(code.kind === 'history' ? { ...code, body: inner(code.body) } : code);
}

/** The code and all that it consists of. */
export const within = (code: Code): Code[] => [code, ...partsOf(code).flatMap(within)];

/** Does a step compute with the number of the step, as a bias correction does? */
export const usesTime = ({ instructions }: Schedule): boolean =>
  instructions.some(({ code }) => within(code).some(({ kind }) => kind === 'time'));
