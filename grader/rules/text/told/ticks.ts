/** When in a step its count is raised, told in words: "before each update", "every step begins with", "nach jedem Schritt". */
import { FORMULA } from '../words/repetition.ts';
import type { Words } from '../words/repetition.ts';
import { AFTER, BEFORE } from './counts.ts';
import { STARTS, stems } from '../words/states.ts';

const FIRST = stems(
  'first|zuerst|zunächst|d.abord|primero|primeiro|per prim\\p{L}*|сначала|najpierw|pertama|đầu|eerst|först',
  '先|まず|먼저',
);

/** Null where the words beside `t ← t + 1` do not say it, or both. */
export function ticksWhen({ before, behind }: Words): 'before' | 'after' | null {
  const since = before.slice(before.lastIndexOf(FORMULA) + 1);
  const clause = since.slice(since.search(/[^.!?。\n]*$/));
  const rest = /^[^.!?;。；\n]*/.exec(behind)?.[0] ?? '';
  const says = (words: RegExp): boolean => words.test(clause) || words.test(rest);
  const isBefore = [BEFORE, STARTS, FIRST].some(says);
  return isBefore === says(AFTER) ? null : isBefore ? 'before' : 'after';
}
