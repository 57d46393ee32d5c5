/** What a program does the first time instead of a step: it makes its states, and takes the step from the second time on alone. */
import type { Node, Statement } from '../syntax/nodes.ts';
import { calledName, changedBy, isNumeric, lastName, rootNameOf, statementsIn, walk } from './survey.ts';

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

/**
 * What is computed every time but the first one, as in `if h is None: h = zeros_like(w)` with the whole step under `else`, or behind a
 * `return`; null where the first time gives the same states what a first step makes of them.
 */
export function leftOutAtFirst(first: readonly Statement[], always: readonly Statement[]): Statement | null {
  const done = [...statementsIn(first)];
  const starts = done.flatMap((each) =>
    each.kind === 'assign' && each.operator === '' && isStart(each.value) ? each.targets.map(keyOf) : [],
  );
  if (starts.length === 0) return null;
  const left = done.find(({ kind }) => kind === 'return' || kind === 'skip');
  if (left) return left;
  const made = done.filter(computes).flatMap(changedBy).map(keyOf);
  const isMade = (each: Statement): boolean =>
    changedBy(each).every((target) => made.includes(keyOf(target)));
  return [...statementsIn(always)].find((each) => computes(each) && !isMade(each)) ?? null;
}
