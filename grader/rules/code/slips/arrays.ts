/** What arrays hold when a program has made them: whole numbers alone, of which no average is kept, or nothing that could be computed with. */
import { firstOf } from '../../first.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  changedBy,
  entryMade,
  everyStatement,
  isNumeric,
  lastName,
  nodesIn,
  pairsOf,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

/** The first array that cannot hold what it is given. */
export function badlyMade(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  return ofWholeNumbers(all) ?? neverFilled(all);
}

const INTEGER = /^(?:u?int(?:c|p|_|\d+)?|long|short|u?byte|bool_?|i[48]?|u[48])$/;

/** `int` and `np.int32` and `"int64"` */
const isIntegerType = (node: Node): boolean =>
  INTEGER.test((node.kind === 'string' ? node.text : lastName(node)) ?? '');

/** `np.zeros(n, dtype=int)`, `np.array([0] * n)` and `new Int32Array(n)` */
function isWholeArray(node: Node): boolean {
  if (node.kind === 'number') return node.array === 'whole';
  if (node.kind !== 'call') return false;
  const entry = entryMade(node);
  if (entry) return isWholeArray(entry);
  const [first, ...others] = node.args;
  const name = calledName(node);
  if (/^(?:Long|Int|Short|Byte|Bool)Tensor$/.test(name)) return true;
  if (node.of.kind === 'member' && /^(?:int|long|short|zero_|clone|copy)$/.test(name))
    return isWholeArray(node.of.of) || (INTEGER.test(name) && isNumeric(node.of.of));
  if (name === 'astype' && node.of.kind === 'member')
    return first !== undefined && isIntegerType(first.value);
  if (!first || !/^(?:zeros|ones|full|empty|array|tensor|asarray)(?:_like)?$/.test(name)) return false;
  const types = others.filter(({ keyword }) => keyword === 'dtype' || keyword === null);
  if (types.some(({ value }) => isIntegerType(value))) return true;
  return others.length === 0 && /^(?:array|tensor|asarray)$/.test(name) && isOfWholeNumbers(first.value);
}

const isOfWholeNumbers = (node: Node): boolean =>
  node.kind === 'number'
    ? node.isWhole === true
    : node.kind === 'minus'
      ? isOfWholeNumbers(node.of)
      : node.kind === 'tuple' && node.items.length > 0 && node.items.every(isOfWholeNumbers);

/** v of `v[i]` and `self.v[i][j]`, and how many indices it has. */
function placeOf(node: Node): readonly [name: string, depth: number] | null {
  if (node.kind === 'entry' && node.index?.kind !== 'string') {
    const of = placeOf(node.of);
    return of && [of[0], of[1] + 1];
  }
  const name = lastName(node);
  return name === null ? null : [name, 0];
}

/** Places by name that start with such values alone, and how deep in them the values stand. */
function startsOf(all: readonly Statement[], isSuch: (value: Node) => boolean): Map<string, number> {
  const starts = new Map<string, number>();
  const others = new Set<string>();
  for (const [target, value] of all.flatMap(pairsOf)) {
    const place = placeOf(target);
    if (!place) continue;
    const depth = place[1] + (value.kind === 'call' && entryMade(value) ? 1 : 0);
    if (isSuch(value)) starts.set(place[0], depth);
    else if (place[1] === 0) others.add(place[0]);
  }
  for (const name of others) starts.delete(name);
  return starts;
}

const isCount = (statement: Statement): boolean =>
  statement.kind === 'assign' && statement.value.kind === 'number' && statement.value.isWhole !== false;

/** What is changed where it stands stays whole; another array in its place does not. */
function ofWholeNumbers(all: readonly Statement[]): Slip | null {
  const starts = startsOf(all, isWholeArray);
  if (starts.size === 0) return null;
  return firstOf(all, (each) => {
    if (isCount(each)) return null;
    const at = changedBy(each).find((target) => {
      const [name, depth] = placeOf(target) ?? ['', 0];
      const own = starts.get(name);
      if (own === undefined) return false;
      const isNew = each.kind === 'assign' && each.operator === '' && targetsOf(each).includes(target);
      return isNew ? depth > own : depth >= own;
    });
    return at
      ? { at, reason: 'an array of whole numbers, which keeps no decimals', help: 'Make it of real numbers.' }
      : null;
  });
}

const isEmptyArray = (node: Node): boolean =>
  (node.kind === 'number' && node.array === 'nothing') || (node.kind === 'nothing' && node.isList === true);

/** `const v = [];` and `v[i] = mu * v[i] + g[i]`: an entry is asked for that nothing has put there. */
function neverFilled(all: readonly Statement[]): Slip | null {
  const starts = startsOf(all, isEmptyArray);
  if (starts.size === 0) return null;
  const nodes = nodesIn(all);
  const entries = nodes.filter((node) => node.kind === 'entry');
  const targets = new Set(all.flatMap(targetsOf));
  return firstOf([...starts.keys()], (name) => {
    const isIt = (node: Node): boolean => placeOf(node)?.[0] === name;
    const own = entries.filter((node) => isIt(node) && node.index?.kind !== 'string');
    // What else is done with it may fill it: `v.push(0)`, `v.length`, a function that is given it.
    const parts = new Set<Node>(own.map((node) => node.of));
    const isElsewhere = nodes.some(
      (node) => lastName(node) === name && !parts.has(node) && !targets.has(node),
    );
    const isAsked = nodes.some(
      (node) =>
        (node.kind === 'choice' && walk(node.test).some(isIt)) ||
        (node.kind === 'binary' &&
          /^(?:\?\?|\|\||or|===?|!==?)$/.test(node.operator) &&
          walk(node.left).some(isIt)),
    );
    const isFilled = all.some(
      (each) =>
        (each.kind === 'if' && walk(each.test).some(isIt)) ||
        (each.kind === 'assign' &&
          targetsOf(each).some((target) => own.includes(target as (typeof own)[number])) &&
          each.operator === '' &&
          !walk(each.value).some((node) => node.kind === 'entry' && isIt(node))),
    );
    const [at] = own;
    return at && !isElsewhere && !isAsked && !isFilled
      ? { at, reason: `“${name}” has no entries yet`, help: 'Fill it with zeros.' }
      : null;
  });
}
