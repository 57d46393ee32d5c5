/** How a loop counts, and which steps or entries it leaves out: a rule that moves some of the parameters is not the rule. */
import { firstOf } from '../../first.ts';
import { means } from '../../lexicon.ts';
import { isNumber, namesAmong, numberWritten } from '../../syntax/nodes.ts';
import type { Loop, Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  changedBy,
  indicesIn,
  isNamed,
  leftmost,
  madeOnce,
  namesIn,
  nodesIn,
  statementsIn,
  targetsOf,
  VIEWS,
  walk,
  wordsOf,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';
import { plainName } from '../seen/names.ts';

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

/** `for i in range(first, end, by)`, in whichever order: `(first..end).step_by(by).rev()` */
function rangeOf(over: Node | null): Count | null {
  if (over?.kind !== 'call' || over.args.some(({ keyword }) => keyword !== null)) return null;
  const name = calledName(over);
  const [one, two, three] = over.args.map(({ value }) => value);
  if (over.of.kind === 'member' && /^(?:rev|step_by)$/.test(name)) {
    const inner = rangeOf(over.of.of);
    return inner && one ? { ...inner, by: numberWritten(one) } : inner;
  }
  if (!one || /^(?:reversed|tqdm)$/.test(name)) return rangeOf(one ?? null);
  if (!RANGES.has(name)) return null;
  const zero: Node = { kind: 'number', value: 0, from: one.from, to: one.from };
  const way = { isThrough: false, isAskedBackwards: false, by: three ? numberWritten(three) : 1 };
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
  const amount = numberWritten(by);
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

/** w of `w[i]`, `w[i][j]`, `self.w[i]` and `w.flat[i]`. */
function arrayOf(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'entry') return arrayOf(node.of);
  if (node.kind === 'call' && node.of.kind === 'member' && VIEWS.test(node.of.name))
    return arrayOf(node.of.of);
  if (node.kind !== 'member') return null;
  return VIEWS.test(node.name)
    ? arrayOf(node.of)
    : node.of.kind === 'name' && means('self', node.of.name)
      ? node.name
      : null;
}

/** What is measured by `len(w)`, `w.length`, `w.size()` and `w.shape[0]`. */
function measuredIn(node: Node): Node | null {
  if (node.kind === 'member') return /^(?:length|size|shape)$/.test(node.name) ? node.of : null;
  if (node.kind === 'entry') return measuredIn(node.of);
  if (node.kind !== 'call') return null;
  if (node.of.kind === 'member' && node.args.length === 0) return measuredIn(node.of);
  return /^(?:len|size)$/.test(calledName(node)) ? (node.args[0]?.value ?? null) : null;
}

function measured(node: Node): string | null {
  const of = measuredIn(node);
  return of && arrayOf(of);
}

const isLess = (node: Node): node is Node & { kind: 'binary' } =>
  node.kind === 'binary' && /^(?:-|\/\/?|>>)$/.test(node.operator);

function counted({ first, by, end, isThrough }: Count, moved: readonly string[]): string | null {
  const isOfMoved = (node: Node): boolean =>
    walk(node).some((each) => {
      const name = measured(each);
      return name !== null && moved.includes(name);
    });
  const [start, stop] = [numberWritten(first), numberWritten(end)];
  // A thread of many takes its own entries.
  if (by === null) return start === null ? null : 'a loop that leaves out entries';
  if (end.kind === 'other') return 'a loop of which the end is not understood';
  if (Math.abs(by) !== 1) return 'a loop that leaves out entries';
  if (by < 0) {
    const isToFirst = stop === null || stop === (isThrough ? 0 : -1);
    return isToFirst || !(isLess(first) || isOfMoved(first))
      ? null
      : 'a loop that leaves out the first entry';
  }
  const isFromOne = isThrough || (end.kind === 'binary' && end.operator === '+');
  if (start !== null && (start > 1 || (start === 1 && !isFromOne)))
    return 'a loop that leaves out the first entry';
  const isOne = isLess(end) && end.operator === '-' && numberWritten(end.right) === 1;
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
  const [left, right] = [lengthOf(node.left, made, depth + 1), numberWritten(node.right)];
  if (left === null || right === null) return null;
  if (/^\/\/?$/.test(node.operator)) return right === 2 && left.more === 0 ? { ...left, isHalf: true } : null;
  const sign = node.operator === '+' ? 1 : node.operator === '-' ? -1 : 0;
  return sign === 0 ? null : { ...left, more: left.more + sign * right };
}

/** Names and values that they get once, and that nothing changes. */
export type Made = ReadonlyMap<string, Node>;

export function madeOf(statements: readonly Statement[]): Made {
  const changed = new Set(
    namesAmong(
      statements.filter((each) => each.kind === 'assign' && each.operator !== '').flatMap(targetsOf),
    ),
  );
  return new Map([...madeOnce(statements)].filter(([name]) => !changed.has(name)));
}

const MAX_DEPTH = 3;

/** Is it `"W" + str(l)` of what a loop counts? */
const isKeyWith = (index: Node, own: readonly string[]): boolean =>
  (index.kind === 'string' || (index.kind === 'binary' && leftmost(index).kind === 'string')) &&
  walk(index).some((node) => node.kind === 'name' && own.includes(node.name));

/** As many turns as there are keys, of which half are those of weights. */
function countedKeys(count: Count, made: Made, moved: readonly string[]): string | null {
  const [start, length] = [numberWritten(count.first), lengthOf(count.end, made)];
  if (start === null || count.by !== 1 || !length?.isHalf || !moved.includes(length.array)) return null;
  const more = length.more - start + (count.isThrough ? 1 : 0);
  if (more === 0) return null;
  return more < 0 ? 'a loop that leaves out entries' : 'a loop that goes on behind the last entry';
}

/** `len(w[0])` of a loop over the entries of w itself: what one of them has. */
const isOfOneEntry = (node: Node, targets: readonly Node[], own: readonly string[]): boolean =>
  walk(node).some((each) => {
    const of = measuredIn(each);
    const name = of?.kind === 'entry' && of.index?.kind === 'number' ? arrayOf(of) : null;
    return name !== null && targets.some((target) => target.kind === 'entry' && isWhole(target, name, own));
  });

const isWhole = ({ of, index }: Node & { kind: 'entry' }, name: string, own: readonly string[]): boolean =>
  of.kind !== 'entry' && arrayOf(of) === name && index?.kind === 'name' && own.includes(index.name);

/** Of `[0.5, -0.3]`, which a name gets once. */
const listedIn = (node: Node | undefined): number | null =>
  node?.kind === 'tuple' && !node.keys && !node.rest ? node.items.length : null;

/** `range(1)`, and `range(2)` of three entries. */
function fewer({ first, by, end, isThrough }: Count, made: Made, moved: readonly string[]): string | null {
  const [start, stop] = [numberWritten(first), numberWritten(end)];
  if (start === null || stop === null || by !== 1) return null;
  const turns = stop - start + (isThrough ? 1 : 0);
  const isShort = moved.some((name) => turns < (listedIn(made.get(name)) ?? 2));
  return isShort ? 'a loop that leaves out entries' : null;
}

/** What a loop does with what it counts: one within it that counts by the same name goes through something else. */
export function countedIn({ names, body }: Loop): Statement[] {
  const own = names.flatMap(namesIn);
  return body.filter(
    (each) => each.kind !== 'loop' || !each.names.flatMap(namesIn).some((name) => own.includes(name)),
  );
}

/** `for i in range(len(w) - 1): w[i] -= …`, and what else does not go through all entries, once each. */
function partOfEntries(loop: Loop, made: Made): string | null {
  const own = loop.names.flatMap(namesIn);
  const body = countedIn(loop);
  const indices = indicesIn(body);
  const isIndex = indices.some((index) => index.kind === 'name' && own.includes(index.name));
  const isKey = indices.some((index) => isKeyWith(index, own));
  const count = isIndex || isKey ? (rangeOf(loop.over) ?? countOf(loop)) : null;
  if (count === null) return null;
  if ('why' in count) return count.why;
  const targets = [...statementsIn(body)].flatMap(changedBy);
  // `new[] = ws[i] - lr * gs[i]`
  const isFilling = targets.some((target) => target.kind === 'entry' && target.index === null);
  const taken = isFilling ? nodesIn(body) : [];
  const moved = [...targets, ...taken].flatMap((target) => arrayOf(target) ?? []);
  const byIndex = targets.flatMap((target) =>
    target.kind === 'entry' && isWhole(target, arrayOf(target) ?? '', own) ? (arrayOf(target) ?? []) : [],
  );
  // for i := range w[1:]
  const isOfPart = walk(count.end).some((node) => {
    const of = measuredIn(node);
    return of?.kind === 'entry' && of.index?.kind === 'slice';
  });
  if (isOfPart) return 'a loop that leaves out entries';
  if (isOfOneEntry(count.end, targets, own)) return 'a loop over as many entries as one of them has';
  return (
    (isKey ? countedKeys(count, made, moved) : null) ??
    (isIndex ? (counted(count, moved) ?? fewer(count, made, byIndex)) : null)
  );
}

/** What a test asks for, where all of it has to be so. */
function* askedIn(test: Node): Generator<Node & { kind: 'binary' }> {
  if (test.kind !== 'binary') return;
  if (/^(?:and|&&)$/.test(test.operator)) {
    yield* askedIn(test.left);
    yield* askedIn(test.right);
  } else if (MIRRORED.has(test.operator)) yield test;
}

/** How `while t < T` counts, of what is raised in its body. */
function* countsOf({ test, body }: Loop): Generator<Count> {
  for (const asked of test ? askedIn(test) : [])
    for (const [name, end, operator] of [
      [asked.left, asked.right, asked.operator],
      [asked.right, asked.left, MIRRORED.get(asked.operator)!],
    ] as const) {
      if (name.kind !== 'name') continue;
      const changes = [...statementsIn(body)].filter((each) =>
        changedBy(each).some((target) => namesIn(target).includes(name.name)),
      );
      const by = changes.every((each) => body.includes(each)) ? stepOf(changes, name.name) : null;
      if (by === null || by === 0) continue;
      const isAskedBackwards = operator !== '!=' && operator.startsWith('<') === by < 0;
      const isThrough = operator.endsWith('=') && operator !== '!=';
      yield { first: name, by, end, isThrough, isAskedBackwards };
    }
}

const LIMIT = /^(?:tol\w*|eps\w*|thresh\w*)$|_tol$/i;
const DISTANCE = /norm|err|diff|delta|change|improvement|^(?:abs|fabs)$/i;

/** `while norm(grad(w)) < tol`, which is so at the end and not before it. */
function isDoneBefore({ test }: Loop): boolean {
  const isLimit = (node: Node): boolean =>
    node.kind === 'number' ? node.value < 0.1 : node.kind === 'name' && LIMIT.test(node.name);
  const isDistance = (node: Node): boolean =>
    walk(node).some((each) => DISTANCE.test(each.kind === 'name' ? each.name : calledName(each)));
  return [...(test ? askedIn(test) : [])].some(
    ({ left, operator, right }) =>
      (/^<=?$/.test(operator) && isDistance(left) && isLimit(right)) ||
      (/^>=?$/.test(operator) && isLimit(left) && isDistance(right)),
  );
}

/** `range(0)`, `range(T, 0)`, `for (let t = 1; t > T; t++)`: no turn at all, or no end of them. */
function turnsOf({ first, by, end, isThrough, isAskedBackwards }: Count, made: Made): string | null {
  const never = 'a loop that is never gone through';
  const known = (node: Node): number | null =>
    numberWritten(node.kind === 'name' ? (made.get(node.name) ?? node) : node);
  if (by === null || !Number.isInteger(by)) return null;
  if (isAskedBackwards) return by > 0 ? never : 'a loop that does not end';
  const [start, stop] = [known(first), known(end)];
  const more = isThrough ? 1 : 0;
  if (start !== null && stop !== null) return (stop - start) * Math.sign(by) + more <= 0 ? never : null;
  // Whatever is counted is no less than 1.
  const isNone = by > 0 ? stop !== null && stop + more <= 1 : start !== null && start <= 1;
  return isNone ? never : null;
}

/** `for k in range(0, len(path), 100): print(k, path[k])` */
const isOnlySaid = ({ body }: Loop): boolean =>
  body.every((each) => each.kind === 'do' && /^(?:print\w*|log|println)$/.test(calledName(each.value)));

/** `params["W" + str(l)] = randn(dims[l], dims[l - 1])` */
const goesByPairs = ({ names, body }: Loop): boolean =>
  indicesIn(body).some(
    (index) =>
      index.kind === 'binary' &&
      index.operator === '-' &&
      isNumber(index.right, 1) &&
      names.some((name) => name.kind === 'name' && isNamed(name.name)(index.left)),
  ) && [...statementsIn(body)].every((each) => each.kind === 'assign' && each.operator === '');

/** What a loop leaves out, over steps or over entries. */
export function leftOut(loop: Loop, made: Made): Slip | null {
  const { from, to } = loop;
  const count = rangeOf(loop.over) ?? countOf(loop);
  const counts = [...(count && !('why' in count) ? [count] : []), ...countsOf(loop)];
  const turns = isDoneBefore(loop)
    ? 'a loop that is left before its first step'
    : firstOf(counts, (each) => turnsOf(each, made));
  if (turns) return { at: { from, to }, reason: turns, help: 'Say how it goes from its start to its end.' };
  const reason = isOnlySaid(loop) || goesByPairs(loop) ? null : partOfEntries(loop, made);
  return reason === null
    ? null
    : { at: { from, to }, reason, help: 'Count all entries, from the first to the last one.' };
}

/** `for (let i = 0; j < n; i++)` */
export function miscounted({ count, names, from, to }: Loop): Slip | null {
  if (!count?.test || !count.next || names.length === 0) return null;
  const parts = [
    walk(count.test),
    count.next.flatMap((each) => (each.kind === 'assign' ? each.targets : [])),
  ];
  // `-+t` in the place of `++t`
  const isIdle = parts[1]!.length === 0;
  const { test } = count;
  const end = test.kind === 'binary' && test.right.kind === 'call' ? test.right : null;
  // `i < of_nothing()`, and no `i < size()`
  const isOpen =
    end?.of.kind === 'name' && end.args.length === 0 && !/size|len|count|num|dim/i.test(end.of.name);
  if (isIdle || isOpen) {
    const reason = isIdle ? 'a loop whose count does not change' : 'a loop up to what nothing says';
    return { at: { from, to }, reason, help: 'Say how it goes from its start to its end.' };
  }
  const isInAll = (name: string): boolean =>
    parts.every((part) => part.some((node) => namesIn(node).includes(name)));
  if (names.flatMap(namesIn).some(isInAll)) return null;
  const reason = 'a loop that counts one name and asks for another';
  return { at: { from, to }, reason, help: 'Use one name for what the loop counts.' };
}

/** `for (let i = 0; i < beta2; i++)`, of numbers that the rule computes with */
export function upToConstant(statements: readonly Statement[], constants: ReadonlySet<string>): Slip | null {
  return firstOf(statementsIn(statements), (loop) => {
    if (loop.kind !== 'loop' || loop.over !== null) return null;
    const end = wordsOf(loop.header).find((word) => constants.has(plainName(word)) && !/^[mn]$/i.test(word));
    if (end === undefined) return null;
    const reason = `a loop up to “${end}”, which the rule computes with`;
    return { at: loop, reason, help: 'Count steps or entries.' };
  });
}
