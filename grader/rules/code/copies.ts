/**
 * What a function changes of a copy: `void step(double w, …) { w -= lr * g; }` of C moves nothing, nor does a method of Go that has a
 * copy of its object. Python and JavaScript have no such copies.
 */
import { firstOf } from '../first.ts';
import { isSetting, means } from '../lexicon.ts';
import { bodiesOf } from '../syntax/nodes.ts';
import type { Copied, Node, Statement } from '../syntax/nodes.ts';
import { isGradientKey, plainName } from './names.ts';
import {
  changedBy,
  everyStatement,
  goneThrough,
  isNamed,
  lastName,
  nodesIn,
  rootNameOf,
  walk,
} from './survey.ts';
import type { Slip } from './survey.ts';

/** The first copy that is changed and not given back. */
export const lostCopy = (statements: readonly Statement[]): Slip | null =>
  firstOf(statements, (each) => slipOf(each) ?? lostCopy(bodiesOf(each).flat()));

function slipOf(statement: Statement): Slip | null {
  if (statement.kind === 'loop' && statement.copied) {
    const { copied, body } = statement;
    const names = statement.names.flatMap((name) => (name.kind === 'name' ? name.name : []));
    return firstOf(names, (name) => lostIn(name, copied, body));
  }
  if (statement.kind !== 'define') return null;
  const { copied, body } = statement;
  const own = copied ? lostIn('this', copied, body) : null;
  return (
    own ??
    firstOf(statement.parameters, (each) => (each.copied ? lostIn(each.name, each.copied, body) : null))
  );
}

function lostIn(name: string, copied: Copied, body: readonly Statement[]): Slip | null {
  const key = plainName(name);
  // A gradient and a rate are given anew for every step.
  if (isGradientKey(key) || isSetting(key)) return null;
  const all = everyStatement(body);
  const entries = new Set(copied === 'whole' ? all.flatMap((each) => entriesOf(name, each)) : []);
  const isIt = (target: Node): boolean => {
    if (target.kind === 'name' && entries.has(target.name)) return true;
    if (rootNameOf(target) !== name) return false;
    // A slice is the same one in a copy of the object.
    const isOfSlice = means('self', name) && target.kind === 'entry';
    return target.kind === 'name' || (copied === 'whole' && !isOfSlice);
  };
  const changes = all.flatMap((each) =>
    changedBy(each)
      .filter(isIt)
      .map((at) => ({ at, each })),
  );
  const last = changes.at(-1);
  if (!last || isKept(name, all, last.each)) return null;
  return {
    at: last.at,
    reason: `${name === 'this' ? 'the object of this method' : `“${name}”`} is a copy here, and what it is given is not kept`,
    help: 'Take it by reference or as a pointer, or give it back.',
  };
}

/** v of `for v in self.v` */
function entriesOf(name: string, loop: Statement): string[] {
  if (loop.kind !== 'loop' || !loop.over) return [];
  const { entries, lists } = goneThrough(loop.names, loop.over);
  return entries.flatMap((each, i) =>
    each.kind === 'name' && lists[i] && rootNameOf(lists[i]) === name ? each.name : [],
  );
}

/** Is a copy given back, stored or handed on? */
function isKept(name: string, all: readonly Statement[], last: Statement): boolean {
  const isIt = isNamed(name);
  return all.some((each) => {
    if (each.kind === 'return') return walk(each.value).some(isIt);
    if (each.from < last.to) return false;
    if (each.kind === 'assign') return isIt(each.value);
    return (
      each.kind === 'do' &&
      nodesIn([each]).some(
        (node) =>
          node.kind === 'call' && lastName(node.of) !== null && node.args.some(({ value }) => isIt(value)),
      )
    );
  });
}
