/** What running a program with signs in place of numbers deals in. */
import { number, numberOf, rewrite, symbolNames, walk } from '../../formulas/expression.ts';
import type { Expression } from '../../formulas/expression.ts';
import type { Constant } from '../../model/model.ts';
import { isTimeName } from './names.ts';
import { sayTheSame } from '../../model/sameness.ts';
import type { Place, Unreadable } from '../../place.ts';
import type { Code } from '../../run/code.ts';
import type { Node, Parameter, Span, Statement } from '../../syntax/nodes.ts';

export type Value =
  | Expression
  | { kind: 'list'; items: Value[]; at: Place }
  | { kind: 'function'; parameters: Parameter[]; body: Statement[]; at: Place }
  | { kind: 'truth'; value: boolean; at: Place }
  | { kind: 'nothing'; at: Place }
  /** `isObjective`: how good the parameters are, which moves nothing. */
  | { kind: 'unknown'; why: Unreadable; isObjective?: boolean };

/** What the statements that are running are: done once above the steps, at the first step alone, or in every step. */
export type Mode = 'setup' | 'start' | 'step';

/** What a function of the program gives back, in its scope. */
export const RETURNED = 'what is returned';

/** The time of a step as a symbol; it is 1 at the first. */
export const TIME = 'time of the step';
const OLD = 'old ';

export const oldName = (key: string): string => `${OLD}${key}`;
/** `m` of `old m`. */
export const keyOfOld = (symbol: string): string | null =>
  symbol.startsWith(OLD) ? symbol.slice(OLD.length) : null;

export interface Instruction {
  target: string;
  value: Expression;
}

export interface Begun {
  value: Expression;
  why: Unreadable;
}

/** What a step of a program makes. */
export interface Step {
  instructions: Instruction[];
  /** By name, what it holds after the step. */
  after: Map<string, Expression>;
  /** Names that are assigned in a step and hold nothing that is known after it. */
  unknown: Map<string, Unreadable>;
  initial: ReadonlyMap<string, number>;
  /** Starts that are no numbers, which only parameters and powers may have, and why they are not taken. */
  begun: ReadonlyMap<string, Begun>;
  /** Names that start where the parameters do. */
  copies: ReadonlySet<string>;
  constants: ReadonlyMap<string, Constant>;
  assumptions: ReadonlySet<string>;
  /** What is put back to a number and made from itself in the same step. */
  resets: ReadonlySet<string>;
  returned: { node: Node; value: Expression | null }[] | null;
}

/** What is run, and what is known of it before. */
export interface Unit {
  /** Of the function or class; empty where there is none. */
  name: string;
  setup: readonly Statement[];
  parameters: readonly Parameter[];
  body: readonly Statement[];
  /** What counts the steps, and its first value. */
  counter: { name: string; first: number } | null;
  /** Names that count something else than the steps. */
  stale: readonly string[];
  /** The body of a loop over steps, which a `return` ends for good. */
  isLoop: boolean;
  /** Gradients that a function is given once, for all steps of its loop. */
  fixed: readonly string[];
  /** A new value of a name takes the place of the old one only where it is assigned. */
  isRepeated: boolean;
  /** Names that a function gives back a new value for. */
  given: readonly string[];
  /** Uses of the step count that stand with one added show that it starts at 0. */
  countsFromZero: boolean;
}

export interface Host {
  /** A statement's or an expression's place in what the student wrote. */
  placeOf: (span: Span) => Place;
  textOf: (span: Span) => string;
}

export function isExpression(value: Value): value is Expression {
  return !['list', 'function', 'truth', 'nothing', 'unknown'].includes(value.kind);
}

/** Of a list of numbers alone these; none of any other. */
export function numbersIn(value: Value): number[] {
  const n = isExpression(value) ? numberOf(value) : null;
  if (n !== null) return [n];
  const items = value.kind === 'list' ? value.items.map(numbersIn) : [];
  return items.every((each) => each.length > 0) ? items.flat() : [];
}

/** Is it made of numbers, constants and the time of the step alone? */
export const isCount = (e: Expression): boolean =>
  walk(e).every(
    (part) =>
      part.kind !== 'gradient' &&
      !(part.kind === 'symbol' && (part.name.includes('#') || !isTimeName(keyOfOld(part.name) ?? 't'))),
  );

/** @param made what is computed in the step before it is used */
export function codeOf(e: Expression, made: ReadonlyMap<string, Expression>): Code {
  const inner = (part: Expression): Code => codeOf(part, made);
  switch (e.kind) {
    case 'number':
      return { kind: 'number', value: e.value };
    case 'call':
      return { kind: 'call', name: e.name, args: e.args.map(inner) };
    case 'binary':
      return { kind: 'binary', operator: e.operator, left: inner(e.left), right: inner(e.right) };
    case 'gradient':
      return { kind: 'gradient', slot: 0 };
    case 'history':
      // Programs have loops instead.
      return inner(e.body);
    case 'symbol': {
      const state = keyOfOld(e.name);
      if (state !== null) return { kind: 'state', name: state, slot: -1 };
      if (made.has(e.name)) return { kind: 'state', name: e.name, slot: 0 };
      return e.name === TIME ? { kind: 'time' } : { kind: 'constant', name: e.name };
    }
  }
}

/**
 * What `v = g` of the first step says beside `v = mu * v + g` of all others.
 * @returns the states that the others start from, and whether the first value is what is made of those that are 0
 */
export function startedBy(first: Expression, made: Expression): { states: string[]; isFromZero: boolean } {
  const states = [...new Set(symbolNames(made).flatMap((name) => keyOfOld(name) ?? []))];
  const fromZero = rewrite(made, (e) =>
    e.kind === 'symbol' && keyOfOld(e.name) !== null ? number(0, e.at) : e,
  );
  return { states, isFromZero: states.length > 0 && sayTheSame(first, fromZero, new Set()) };
}
