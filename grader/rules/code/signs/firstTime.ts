/** What a program does the first time instead of a step: it makes its states, and takes the step from the second time on alone. */
import { means } from '../../lexicon.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { askedIn } from './conditions.ts';
import type { Known } from './conditions.ts';
import { isTimeName, plainName } from '../seen/names.ts';
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
} from '../seen/survey.ts';

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

/** What ends a turn or a step early, which is the step itself where none of it has been made. */
export interface Around {
  known: Known;
  /** Within a loop over parameters a return leaves out those that follow. */
  isInLoop: boolean;
  /** The body of a loop over steps, which a return or a break ends for good. */
  isLoopOfSteps: boolean;
  /** Is an array of entries, and no number that may be 0? */
  isArray: (node: Node) => boolean;
}

/** Of a parameter, a layer or an optimizer: is it to be moved, or to move anything? */
const IS_MOVED = /^(?:requires_?grad|(?:is_?)?train(?:able|ing)|enabled|grad)$/i;

/** Is it asked whether a gradient, or a parameter, is there at all? */
function isOfGiven(test: Node, around: Around): boolean {
  const { known } = around;
  if (test.kind === 'binary' && /^(?:and|or|&&|\|\|)$/.test(test.operator))
    return [test.left, test.right].every((side) => isOfGiven(side, around));
  const isDenied = test.kind === 'not' && test.of.kind !== 'binary';
  if (isDenied && IS_MOVED.test(lastName(test.of) ?? '')) return true;
  const isNumber = isDenied && test.of.kind !== 'call' && !around.isArray(test.of);
  return (
    !isNumber &&
    askedIn(test)
      .flat()
      .some((node) => walk(node).some(known.isGiven))
  );
}

/** Where the first time leaves early, and it is not for want of a gradient. */
function leftEarly(test: Node, done: readonly Statement[], around: Around): Statement | null {
  const ends = done.filter(({ kind }) => kind === 'return' || kind === 'break' || kind === 'skip');
  const isFine = ({ kind }: Statement): boolean =>
    around.isLoopOfSteps && !around.isInLoop && kind !== 'skip'
      ? true
      : isOfGiven(test, around) && (kind === 'skip' || !around.isInLoop);
  return ends.find((each) => !isFine(each)) ?? null;
}

/**
 * What the first time leaves out, where a condition asks whether a state is there yet: the step itself, as in `if h is None:
 * h = zeros_like(w)` with all else under `else`, or behind a `return`. Or it asks for something that it does not fill, so that the
 * state starts anew again and again.
 *
 * @returns null where the first time gives the states a start, or what a first step makes of them
 */
export function leftOutAtFirst(
  test: Node,
  first: readonly Statement[],
  always: readonly Statement[],
  around: Around,
): Skipped | null {
  const done = [...statementsIn(first)];
  const reason = 'a step that is not made the first time';
  const left = leftEarly(test, done, around);
  if (left) return { at: left, reason: 'steps that are left out' };
  const starts = done.filter((each) => each.kind === 'assign' && each.operator === '' && isStart(each.value));
  if (starts.length === 0) return null;
  const end = done.find(({ kind }) => kind === 'return' || kind === 'skip');
  if (end) return { at: end, reason };
  const made = done.filter(computes).flatMap(changedBy).map(keyOf);
  const isMade = (each: Statement): boolean =>
    changedBy(each).every((target) => made.includes(keyOf(target)));
  const skipped = [...statementsIn(always)].find((each) => computes(each) && !isMade(each));
  if (skipped) return { at: skipped, reason };
  const filled = new Set([...done.flatMap(changedBy), ...nodesIn(always)].flatMap(saidIn));
  const isKnown = (name: string): boolean =>
    !means('self', name) && (filled.has(name) || isTimeName(plainName(name)));
  // What nothing is said of is told in words.
  const asked =
    test.kind === 'other'
      ? [wordsOf(around.known.textOf(test))]
      : askedIn(test).map((nodes) => nodes.flatMap(saidIn));
  return asked.every((side) => side.some(isKnown))
    ? null
    : { at: starts[0]!, reason: 'a start that hangs on something else' };
}

/** v of `self.v`, and m of `state["m"]`. */
const saidIn = (node: Node): string[] =>
  walk(node).flatMap((each) => (each.kind === 'string' ? wordsOf(each.text) : (lastName(each) ?? [])));
