/** What a program does the first time instead of a step: it makes its states, and takes the step from the second time on alone. */
import { means } from '../lexicon.ts';
import type { Node, Statement } from '../syntax/nodes.ts';
import { isTimeName, plainName } from './names.ts';
import {
  calledName,
  changedBy,
  isNumeric,
  lastName,
  nodesIn,
  rootNameOf,
  statementsIn,
  walk,
  wordsOf,
} from './survey.ts';

const keyOf = (target: Node): string => lastName(target) ?? rootNameOf(target) ?? '';

/** Is what it changes computed, and not only fetched or given a start? */
function computes(statement: Statement): boolean {
  if (statement.kind === 'do') return changedBy(statement).length > 0;
  if (statement.kind !== 'assign') return false;
  return statement.operator !== '' || walk(statement.value).some(({ kind }) => kind === 'binary');
}

const MAKES = /^(?:(?:zeros|empty|full)(?:_like)?|dict|fill|Array|Float\d\dArray)$/;

/** A number, what is empty, and zeros in the shape of something. */
const isStart = (value: Node): boolean =>
  value.kind === 'nothing' || isNumeric(value) || walk(value).some((each) => MAKES.test(calledName(each)));

interface Skipped {
  at: Statement;
  reason: string;
}

/**
 * What the first time leaves out, where a condition asks whether a state is there yet: the step itself, as in `if h is None:
 * h = zeros_like(w)` with all else under `else`, or behind a `return`. Or it asks for something that it does not fill, so that the
 * state starts anew again and again.
 *
 * @param text how the test is written
 * @returns null where the first time gives the states a start, or what a first step makes of them
 */
export function leftOutAtFirst(
  test: Node,
  text: string,
  first: readonly Statement[],
  always: readonly Statement[],
): Skipped | null {
  const done = [...statementsIn(first)];
  const starts = done.filter((each) => each.kind === 'assign' && each.operator === '' && isStart(each.value));
  if (starts.length === 0) return null;
  const reason = 'a step that is not made the first time';
  const left = done.find(({ kind }) => kind === 'return' || kind === 'skip');
  if (left) return { at: left, reason };
  const made = done.filter(computes).flatMap(changedBy).map(keyOf);
  const isMade = (each: Statement): boolean =>
    changedBy(each).every((target) => made.includes(keyOf(target)));
  const skipped = [...statementsIn(always)].find((each) => computes(each) && !isMade(each));
  if (skipped) return { at: skipped, reason };
  const known = new Set([...done.flatMap(changedBy), ...nodesIn(always)].flatMap(saidIn));
  const isKnown = (name: string): boolean =>
    !means('self', name) && (known.has(name) || isTimeName(plainName(name)));
  const sides = text.split(/\bor\b|\|\|/).map(wordsOf);
  // A field may be written as `m_velocity`.
  const asked = sides.length > 1 ? sides : [[...sides.flat(), ...saidIn(test)]];
  return asked.every((side) => side.some(isKnown))
    ? null
    : { at: starts[0]!, reason: 'a start that hangs on something else' };
}

/** v of `self.v`, and m of `state["m"]`. */
const saidIn = (node: Node): string[] =>
  walk(node).flatMap((each) => (each.kind === 'string' ? wordsOf(each.text) : (lastName(each) ?? [])));

/** Is it `len(v) == 0`, `v.length === 0` or `v.size == 0`? */
export function asksIfEmpty(test: Node): boolean {
  if (test.kind !== 'binary' || !/^===?$/.test(test.operator)) return false;
  if (test.right.kind !== 'number' || test.right.value !== 0) return false;
  const { left } = test;
  return left.kind === 'member'
    ? /^(?:length|size)$/.test(left.name)
    : left.kind === 'call' && calledName(left) === 'len';
}
