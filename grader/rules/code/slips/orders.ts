/** In which order lists of parameters and lists of their gradients stand: what is gone through side by side has one order, and all of it. */
import { isNumber, itemsOf } from '../../syntax/nodes.ts';
import type { Loop, Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, isParameterWord, isStateKey, plainName } from '../seen/names.ts';
import {
  calledName,
  changedBy,
  everyStatement,
  lastName,
  namesIn,
  nodesIn,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

/** W1 of dW1, `grad_W1` and `gW1`. */
const ofGradient = (name: string): string | null =>
  /^(?:d|g|grad)_?(?=[A-Z]|w|b|theta)(\w+)$/.exec(name)?.[1] ?? null;

const namesOf = (node: Node): string[] | null => {
  const names = node.kind === 'tuple' && !node.keys && !node.rest ? node.items.map(lastName) : [];
  return names.length > 1 && names.every((name) => name !== null) ? names : null;
};

/**
 * `[dW1, dW2, db1, db2]` beside `[W1, b1, W2, b2]`, where each list stays one: of what is taken apart again every name says itself
 * which one it is.
 */
export function otherOrder(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const taken = new Set(all.flatMap(targetsOf).flatMap((target) => namesOf(target)?.join() ?? []));
  const lists = all.flatMap((each) =>
    each.kind === 'assign' || each.kind === 'return' || each.kind === 'do'
      ? walk(each.value).flatMap((node) => {
          const names = namesOf(node);
          return names && !taken.has(names.join()) ? [{ node, names }] : [];
        })
      : [],
  );
  for (const { node, names } of lists) {
    const own = names.map(ofGradient);
    if (!own.every((name) => name !== null)) continue;
    const other = lists.find(
      (list) => list.names.toSorted().join() === own.toSorted().join() && list.names.join() !== own.join(),
    );
    if (other)
      return {
        at: node,
        reason: `gradients in another order than “${other.names.join(', ')}”`,
        help: 'Give the gradients in the order of the parameters.',
      };
  }
  return null;
}

/** What is gone through, and how: in another order than it stands, or some of it alone. */
interface Course {
  of: Node;
  order: '' | 'backwards' | 'sorted';
  isPart: boolean;
}

const KEEPS = /^(?:list|tuple|iter|tqdm|array|asarray|from)$/;
const BACKWARDS = /^(?:rev|reverse|reversed|toReversed)$/;
const SORTED = /^(?:sort|sorted|toSorted)$/;
const PART = /^(?:islice|skip|take|step_by|filter|take_while|skip_while|head|tail|compress)$/;
/** The layer of the inputs has no weights. */
const isFromSecond = (of: Node): boolean => /layers$/i.test(lastName(of) ?? '');

/** params of `reversed(list(params))`, `params[::-1]` and `params.iter().skip(1)`. */
function courseOf(node: Node): Course {
  const whole: Course = { of: node, order: '', isPart: false };
  if (node.kind === 'entry' && node.index?.kind === 'slice') {
    const inner = courseOf(node.of);
    return node.index.bounds === '::-1'
      ? turned(inner)
      : { ...inner, isPart: inner.isPart || !isFromSecond(node.of) };
  }
  if (node.kind !== 'call') return whole;
  const name = calledName(node);
  const [first, ...more] = node.args;
  const isOfObject = node.of.kind === 'member' && (!first || PART.test(name) || name === 'slice');
  const of = node.of.kind === 'member' && isOfObject ? node.of.of : first?.value;
  if (!of) return whole;
  const isPartOf = PART.test(name) || (name === 'slice' && first?.value.kind !== 'number');
  if (isPartOf || (name === 'slice' && (more.length > 0 || !isNumber(first!.value, 0))))
    return { ...courseOf(of), isPart: true };
  if (BACKWARDS.test(name)) return turned(courseOf(of));
  if (SORTED.test(name)) return { ...courseOf(of), order: 'sorted' };
  if (KEEPS.test(name) || (isOfObject && !first)) {
    const { of: root, order, isPart } = courseOf(of);
    // `params.items()` is no list of the parameters.
    return { of: KEEPS.test(name) ? root : node, order, isPart };
  }
  return whole;
}

const turned = (course: Course): Course => ({
  ...course,
  order: course.order === 'backwards' ? '' : 'backwards',
});

/** Does a loop move what it goes through, or entries that it counts? Others go over data, or make the parameters. */
function movesParts({ names, body }: Loop): boolean {
  const own = names.flatMap(namesIn);
  return [...statementsIn(body)].some((each) =>
    changedBy(each).some((target) => {
      const root = rootNameOf(target);
      const isOwn = walk(target).some((node) => node.kind === 'name' && own.includes(node.name));
      const isNew = each.kind === 'assign' && each.operator === '' && targetsOf(each).includes(target);
      return isOwn && root !== null && (!isNew || walk(each.value).some((node) => rootNameOf(node) === root));
    }),
  );
}

/** Is it a gradient, a state or parameters, or moved in a loop? */
const isOfRule = (name: string, moved: readonly string[]): boolean =>
  isGradientKey(plainName(name)) || isParameterWord(plainName(name)) || moved.includes(name);

/** By how much the `i - 1` of an entry is moved on from i; null of what is something else. */
function shiftOf(index: Node, name: string): number | null {
  if (index.kind === 'name') return index.name === name ? 0 : null;
  if (index.kind === 'minus') return namesIn(index).includes(name) ? Number.NaN : null;
  if (index.kind !== 'binary' || !/^[-+]$/.test(index.operator)) return null;
  const { left, right, operator } = index;
  if (left.kind !== 'name' || left.name !== name || right.kind !== 'number') return null;
  return operator === '+' ? right.value : -right.value;
}

/** `for i, p in enumerate(params, 1): p -= lr * grads[i]`: an index that means another entry than the one beside it. */
function otherEntries({ body }: Loop, name: string, first: number, isTurned: boolean): boolean {
  const moved = [...statementsIn(body)].flatMap(changedBy).flatMap((target) => rootOf(target) ?? []);
  return nodesIn(body).some((node) => {
    if (node.kind !== 'entry' || !node.index || !isOfRule(rootOf(node) ?? '', moved)) return false;
    const shift = shiftOf(node.index, name);
    return shift !== null && (isTurned || shift !== -first);
  });
}

/** m of `m[i]` and `self.m[i]`. */
const rootOf = (node: Node): string | null =>
  node.kind === 'entry' ? rootOf(node.of) : node.kind === 'name' || node.kind === 'member' ? node.name : null;

/** `for p, g, u in zip(params, v, grads)` */
const isExchanged = (entries: readonly Node[], lists: readonly Node[]): boolean => {
  const isGradient = (node: Node | undefined): boolean => isGradientKey(plainName(lastName(node!) ?? ''));
  const isOther = (node: Node): boolean => {
    const key = plainName(lastName(node) ?? '');
    return !isGradientKey(key) && (isStateKey(key) || isParameterWord(key));
  };
  return (
    entries.length === lists.length &&
    entries.some((entry, i) => isGradient(entry) && isOther(lists[i]!)) &&
    entries.some((entry, i) => entry.kind === 'name' && !isGradient(entry) && isGradient(lists[i]))
  );
};

/** `zip(params, reversed(grads))`, `enumerate(params, 1)` and `params[1:]`, in a loop that moves them. */
export function pairedAmiss(loop: Loop): Slip | null {
  const { names, over, from, to } = loop;
  if (!over || !movesParts(loop)) return null;
  const slip = (reason: string): Slip => ({ at: { from, to }, reason, help: SIDE_BY_SIDE });
  const outer = courseOf(over);
  const isCounted = outer.of.kind === 'call' && /^(?:enumerate|entries)$/.test(calledName(outer.of));
  const call = outer.of.kind === 'call' ? outer.of : null;
  const given = !isCounted
    ? null
    : call!.of.kind === 'member' && call!.args.length === 0
      ? call!.of.of
      : call!.args[0]!.value;
  const inner = given ? courseOf(given) : outer;
  const isZip = inner.of.kind === 'call' && calledName(inner.of) === 'zip';
  const lists = inner.of.kind === 'call' && isZip ? inner.of.args.map(({ value }) => courseOf(value)) : [];
  if ([outer, inner, ...lists].some(({ isPart }) => isPart)) return slip('a loop that leaves out entries');
  if (new Set(lists.map(({ order }) => order)).size > 1)
    return slip('lists that are gone through in different orders');
  const flat = names.flatMap(itemsOf);
  const entries = given ? flat.slice(1) : flat;
  if (
    isExchanged(
      entries,
      lists.map(({ of }) => of),
    )
  )
    return slip('names in another order than what is gone through');
  const [counter] = given ? flat : [];
  const start = call?.args[1]?.value;
  const isTurned = inner.order !== '' || lists.some(({ order }) => order !== '');
  const first = !start ? 0 : start.kind === 'number' ? start.value : Number.NaN;
  return counter?.kind === 'name' && otherEntries(loop, counter.name, first, isTurned)
    ? slip(`“${counter.name}” counts other entries than those beside it`)
    : null;
}

const SIDE_BY_SIDE = 'Go through all of them, side by side, in one order.';
