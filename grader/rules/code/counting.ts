/** How a loop counts entries, and which of them it leaves out: a rule that moves some of the parameters is not the rule. */
import type { Node, Span, Statement } from '../syntax/nodes.ts';
import { arrayOf } from './parts.ts';
import { calledName, changedBy, indicesIn, leftmost, namesIn, rootNameOf, walk } from './survey.ts';
import type { Slip } from './survey.ts';

type Loop = Statement & { kind: 'loop' };

/** From `first` by steps of `by` up to `end`, or down to it; `by` is null where it is no number. */
interface Count {
  first: Node;
  by: number | null;
  end: Node;
  /** Is `end` counted, too? */
  isThrough: boolean;
  /** What its test asks for, where that is not the way in which it counts. */
  isAskedBackwards: boolean;
}

const RANGES: ReadonlySet<string> = new Set(['range', 'xrange', 'trange', 'arange']);

const numberOf = (node: Node): number | null => {
  if (node.kind === 'number') return node.value;
  const inner = node.kind === 'minus' ? numberOf(node.of) : null;
  return inner === null ? null : -inner;
};

/** `for i in range(first, end, by)`, in whichever order: `(first..end).step_by(by).rev()` */
function rangeOf(over: Node | null): Count | null {
  if (over?.kind !== 'call' || over.args.some(({ keyword }) => keyword !== null)) return null;
  const name = calledName(over);
  const [one, two, three] = over.args.map(({ value }) => value);
  if (over.of.kind === 'member' && /^(?:rev|step_by)$/.test(name)) {
    const inner = rangeOf(over.of.of);
    return inner && one ? { ...inner, by: numberOf(one) } : inner;
  }
  if (!one || /^(?:reversed|tqdm)$/.test(name)) return rangeOf(one ?? null);
  if (!RANGES.has(name)) return null;
  const zero: Node = { kind: 'number', value: 0, from: one.from, to: one.from };
  const way = { isThrough: false, isAskedBackwards: false, by: three ? numberOf(three) : 1 };
  return two ? { first: one, end: two, ...way } : { first: zero, end: one, ...way };
}

/** By how much `i++`, `i -= 2` and `i = i + 1` change a name; null where they do not, or by no number. */
function stepOf(next: readonly Statement[], name: string): number | null {
  const [only, ...others] = next.filter(
    (each) => each.kind !== 'assign' || each.targets.flatMap(namesIn).includes(name),
  );
  if (only?.kind !== 'assign' || others.length > 0) return null;
  const { value } = only;
  const isOwn = value.kind === 'binary' && value.left.kind === 'name' && value.left.name === name;
  const [sign, by] =
    only.operator !== '' ? [only.operator, value] : isOwn ? [value.operator, value.right] : ['', value];
  const amount = numberOf(by);
  return amount === null || !/^[+-]$/.test(sign) ? null : sign === '+' ? amount : -amount;
}

const MIRRORED = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
  ['!=', '!='],
]);

/** `for (let i = first; i < end; i += by)`, of which `why` says what is not understood. */
function countOf({ count, names }: Loop): Count | { why: string } | null {
  const [name] = names.flatMap(namesIn);
  if (name === undefined || !count?.test || !count.next) return null;
  const { first, test, next } = count;
  if (test.kind !== 'binary') return { why: 'a loop of which the end is not understood' };
  const isLeft = test.left.kind === 'name' && test.left.name === name;
  const isRight = test.right.kind === 'name' && test.right.name === name;
  // JavaScript's !== is no other one here.
  const written = test.operator.replace('==', '=');
  const mirrored = MIRRORED.get(written);
  if (mirrored === undefined || isLeft === isRight)
    return { why: 'a loop of which the end is not understood' };
  const relation = isLeft ? written : mirrored;
  const isTaken = next.some((each) => each.kind === 'assign' && each.targets.flatMap(namesIn).includes(name));
  if (!isTaken) return { why: 'a loop that does not count' };
  const by = stepOf(next, name);
  const isDown = by !== null && by < 0;
  const isAskedBackwards = relation !== '!=' && relation.startsWith('<') === isDown;
  const end = isLeft ? test.right : test.left;
  return { first, by, end, isThrough: relation.endsWith('=') && relation !== '!=', isAskedBackwards };
}

/** The array of `len(w)`, `w.length`, `w.size()` and `w.shape[0]`. */
function measured(node: Node): string | null {
  if (node.kind === 'member') return /^(?:length|size|shape)$/.test(node.name) ? rootNameOf(node.of) : null;
  if (node.kind === 'entry') return measured(node.of);
  if (node.kind !== 'call') return null;
  if (node.of.kind === 'member' && node.args.length === 0) return measured(node.of);
  return /^(?:len|size)$/.test(calledName(node)) && node.args[0] ? rootNameOf(node.args[0].value) : null;
}

const isLess = (node: Node): node is Node & { kind: 'binary' } =>
  node.kind === 'binary' && /^(?:-|\/\/?|>>)$/.test(node.operator);

function counted(
  { first, by, end, isThrough, isAskedBackwards }: Count,
  moved: readonly string[],
): string | null {
  const isOfMoved = (node: Node): boolean =>
    walk(node).some((each) => {
      const name = measured(each);
      return name !== null && moved.includes(name);
    });
  const [start, stop] = [numberOf(first), numberOf(end)];
  // A thread of many takes its own entries.
  if (by === null) return start === null ? null : 'a loop that leaves out entries';
  if (isAskedBackwards) return by > 0 ? 'a loop that is never gone through' : 'a loop that does not end';
  if (Math.abs(by) !== 1) return 'a loop that leaves out entries';
  if (by < 0) {
    const isToFirst = stop === null || stop === (isThrough ? 0 : -1);
    return isToFirst || !isLess(first) ? null : 'a loop that leaves out the first entry';
  }
  const isFromOne = isThrough || (end.kind === 'binary' && end.operator === '+');
  if (start !== null && (start > 1 || (start === 1 && !isFromOne)))
    return 'a loop that leaves out the first entry';
  const isOne = isLess(end) && end.operator === '-' && numberOf(end.right) === 1;
  const isShort = isLess(end) && !(isOne && (isThrough || !isOfMoved(end)));
  // Of a list that holds weights and biases in turn, half of its length is the number of layers.
  const isOfOthers = walk(end).some((each) => measured(each) !== null);
  if (isShort && (isOfMoved(end) || (end.operator !== '-' && !isOfOthers)))
    return 'a loop that leaves out entries';
  const isLonger = isThrough ? measured(end) !== null : end.kind === 'binary' && end.operator === '+';
  return start === 0 && isLonger && isOfMoved(end) ? 'a loop that goes on behind the last entry' : null;
}

/** So many entries as an array has, or half as many where it holds weights and biases, and some more. */
interface Length {
  array: string;
  isHalf: boolean;
  more: number;
}

/** Of `len(w) - 1`, and of `L + 1` where L is `len(parameters) // 2`. */
function lengthOf(node: Node, made: Made, depth = 0): Length | null {
  const whole = measured(node);
  if (whole !== null) return { array: whole, isHalf: false, more: 0 };
  const value = node.kind === 'name' && depth < MAX_DEPTH ? made.get(node.name) : undefined;
  if (value) return lengthOf(value, made, depth + 1);
  const [only] = node.kind === 'call' && /^(?:int|floor)$/.test(calledName(node)) ? node.args : [];
  if (only) return lengthOf(only.value, made, depth + 1);
  if (node.kind !== 'binary') return null;
  const [left, right] = [lengthOf(node.left, made, depth + 1), numberOf(node.right)];
  if (left === null || right === null) return null;
  if (/^\/\/?$/.test(node.operator)) return right === 2 && left.more === 0 ? { ...left, isHalf: true } : null;
  const sign = node.operator === '+' ? 1 : node.operator === '-' ? -1 : 0;
  return sign === 0 ? null : { ...left, more: left.more + sign * right };
}

/** Names and values that they get once. */
export type Made = ReadonlyMap<string, Node>;
const MAX_DEPTH = 3;

/** Is it `"W" + str(l)` of what a loop counts? */
const isKeyWith = (index: Node, own: readonly string[]): boolean =>
  (index.kind === 'string' || (index.kind === 'binary' && leftmost(index).kind === 'string')) &&
  walk(index).some((node) => node.kind === 'name' && own.includes(node.name));

/** As many turns as there are keys, of which half are those of weights. */
function countedKeys(count: Count, made: Made, moved: readonly string[]): string | null {
  const [start, length] = [numberOf(count.first), lengthOf(count.end, made)];
  if (start === null || count.by !== 1 || !length?.isHalf || !moved.includes(length.array)) return null;
  const more = length.more - start + (count.isThrough ? 1 : 0);
  if (more === 0) return null;
  return more < 0 ? 'a loop that leaves out entries' : 'a loop that goes on behind the last entry';
}

/** `for i in range(len(w) - 1): w[i] -= …`, and what else does not go through all entries, once each. */
export function partOfEntries(loop: Loop, made: Made): Slip | null {
  const own = loop.names.flatMap(namesIn);
  const indices = indicesIn(loop.body);
  const isIndex = indices.some((index) => index.kind === 'name' && own.includes(index.name));
  const isKey = indices.some((index) => isKeyWith(index, own));
  const count = isIndex || isKey ? (rangeOf(loop.over) ?? countOf(loop)) : null;
  if (count === null) return null;
  const moved = loop.body.flatMap(changedBy).flatMap((target) => arrayOf(target, new Map()) ?? []);
  const reason =
    'why' in count
      ? count.why
      : ((isKey ? countedKeys(count, made, moved) : null) ?? (isIndex ? counted(count, moved) : null));
  const at: Span = { from: loop.from, to: loop.to };
  return reason === null ? null : { at, reason, help: 'Count all entries, from the first to the last one.' };
}

/** `for (let i = 0; j < n; i++)` */
export function miscounted({ count, names, from, to }: Loop): Slip | null {
  if (!count?.test || !count.next || names.length === 0) return null;
  const parts = [
    walk(count.test),
    count.next.flatMap((each) => (each.kind === 'assign' ? each.targets : [])),
  ];
  const isInAll = (name: string): boolean =>
    parts.every((part) => part.some((node) => namesIn(node).includes(name)));
  if (parts[1]!.length === 0 || names.flatMap(namesIn).some(isInAll)) return null;
  const reason = 'a loop that counts one name and asks for another';
  return { at: { from, to }, reason, help: 'Use one name for what the loop counts.' };
}
