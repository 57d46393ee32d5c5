/** When in a step its count is raised, told in words: "before each update", "every step begins with", "nach jedem Schritt". */
import { FORMULA } from './repetition.ts';
import type { Words } from './repetition.ts';
import { AFTER } from './toldCounts.ts';
import { stems } from './toldStates.ts';

const BEFORE = stems(
  'before|at the (?:start|beginning)|begins?(?!\\p{L})|starts?(?: off)? (?:with|by)|first|vor|zuvor|zu beginn|beginnt|zuerst|zunächst|avant|au début|commence\\p{L}*|d.abord|antes|al (?:inicio|comienzo|principio)|empieza|comienza|primero|no (?:início|começo)|começa\\p{L}*|primeiro|prima|all.inizio|inizia\\p{L}*|перед|в начале|начина\\p{L}*|сначала|спочатку|на початку|почина\\p{L}*|przed|na początku|zaczyna\\p{L}*|najpierw|önce|başında|başla\\p{L}*|sebelum|di awal|(?:di)?mulai|pertama|trước|đầu|bắt đầu|voor|aan het begin|begint|eerst|före|innan|i början|börjar|först',
  '之前|前に|先|开始|開始|最初|初め|はじめ|まず|전에|시작|먼저|처음',
);

/** Null where the words beside `t ← t + 1` do not say it, or both. */
export function ticksWhen({ before, behind }: Words): 'before' | 'after' | null {
  const since = before.slice(before.lastIndexOf(FORMULA) + 1);
  const clause = since.slice(since.search(/[^.!?。\n]*$/));
  const rest = /^[^.!?;。；\n]*/.exec(behind)?.[0] ?? '';
  const [isBefore, isAfter] = [BEFORE, AFTER].map((words) => words.test(clause) || words.test(rest));
  return isBefore === isAfter ? null : isBefore ? 'before' : 'after';
}
