/**
 * What a program changes of a copy: `void step(double w, …) { w -= lr * g; }` of C moves nothing, nor does a method of Go that has a
 * copy of its object. Python and JavaScript have no such copies, but those that a program makes: `for p in [p.copy() for p in params]`.
 */
import { firstOf } from '../../first.ts';
import { isSetting, means } from '../../lexicon.ts';
import { bodiesOf, CONSTRUCTOR, itemsOf, namesAmong } from '../../syntax/nodes.ts';
import type { Copied, Define, Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, isModule, isParameterKey, isParameterWord, plainName } from '../seen/names.ts';
import {
  calledName,
  changedBy,
  everyStatement,
  goneThrough,
  isNamed,
  isNumeric,
  lastName,
  nodesIn,
  onlyReturn,
  pairsOf,
  rootNameOf,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

/** The first copy that is changed and not given back. */
export const lostCopy = (statements: readonly Statement[]): Slip | null =>
  firstOf(statements, (each) => slipOf(each) ?? lostCopy(bodiesOf(each).flat())) ?? copiesGiven(statements);

function slipOf(statement: Statement): Slip | null {
  if (statement.kind === 'loop') {
    const { copied, body } = statement;
    const names = copied ? namesAmong(statement.names.flatMap(itemsOf)) : copiesIn(statement);
    return firstOf(names, (name) => lostIn(name, copied ?? 'whole', body));
  }
  if (statement.kind === 'class') return zeroed(statement);
  if (statement.kind !== 'define') return null;
  const { copied, body } = statement;
  const own = copied ? lostIn('this', copied, body) : null;
  return (
    own ??
    firstOf(statement.parameters, (each) =>
      each.copied ? lostIn(each.name, each.copied, body) : hidden(each.name, body),
    )
  );
}

/** Calls that make a copy, and those that copy what stands within a list, too. */
const COPIES = /^(?:copy|clone|deepcopy|structuredClone|cloned|to_vec|to_owned|slice|array)$/;
const DEEP = /^(?:deepcopy|structuredClone|clone|cloned|to_vec|to_owned)$/;

/** x of `x.copy()`, `np.copy(x)` and `copy.deepcopy(x)`; null of what is no copy. */
function copiedFrom(node: Node, calls = COPIES): Node | null {
  if (node.kind !== 'call' || !calls.test(calledName(node))) return null;
  const [given] = node.args;
  if (node.of.kind === 'name') return given?.value ?? null;
  if (node.of.kind !== 'member') return null;
  const { of } = node.of;
  const isOfModule = of.kind === 'name' && (isModule(of.name) || of.name === 'copy');
  return isOfModule ? (given?.value ?? null) : calledName(node) === 'array' ? null : of;
}

/** xs of what lists a copy of each x: `[x.copy() for x in xs]`, `map(np.copy, xs)` and `copy.deepcopy(xs)`. */
function copiesOf(node: Node): Node | null {
  if (node.kind !== 'call') return null;
  const [first, second] = node.args.map(({ value }) => value);
  if (/^(?:list|tuple)$/.test(calledName(node)) && first) return copiesOf(first);
  const by = node.of.kind === 'function' ? node.of : calledName(node) === 'map' ? first : undefined;
  if (!by) return copiedFrom(node, DEEP);
  const isCopying =
    by.kind === 'function'
      ? copiedFrom(onlyReturn(by) ?? by) !== null
      : COPIES.test(lastName(by) ?? '') && by !== node.of;
  const method = node.of.kind === 'member' && second === undefined ? node.of.of : null;
  const over = by === node.of ? first : (second ?? method);
  return isCopying ? (over ?? node) : null;
}

/** p of `for p, g in zip([p.copy() for p in params], grads)` */
function copiesIn({ names, over }: Statement & { kind: 'loop' }): string[] {
  if (!over) return [];
  const { entries, lists } = goneThrough(names, over);
  return entries.flatMap((each, i) =>
    each.kind === 'name' && lists[i] && copiesOf(lists[i]) !== null ? each.name : [],
  );
}

/** `let mut w = w.clone();` and `w = w.copy()`: from there on what the function was given stays as it is. */
function hidden(name: string, body: readonly Statement[]): Slip | null {
  const at = body.findIndex((each) =>
    pairsOf(each).some(([target, value]) => {
      const of = copiedFrom(value) ?? copiesOf(value);
      return isNamed(name)(target) && of !== null && isNamed(name)(of);
    }),
  );
  if (at < 0 || isGradientKey(plainName(name))) return null;
  const behind = body.slice(at + 1);
  // What is made from its own old value is a state.
  const isState = everyStatement(behind).some(
    (each) =>
      each.kind === 'assign' &&
      targetsOf(each).some((target) => rootNameOf(target) === name) &&
      (each.operator !== '' || walk(each.value).some(isNamed(name))),
  );
  return isState || isParameterKey(plainName(name)) ? lostIn(name, 'whole', behind) : null;
}

/** `Momentum([p.copy() for p in params])` beside a loop that takes the gradients at `params`: the copies are moved, and nobody asks for them. */
function copiesGiven(statements: readonly Statement[]): Slip | null {
  const classes = new Map(statements.flatMap((each) => (each.kind === 'class' ? [[each.name, each]] : [])));
  const made = everyStatement(statements)
    .flatMap(pairsOf)
    .flatMap(([object, call]) => {
      const of = classes.get(calledName(call));
      return object.kind === 'name' && call.kind === 'call' && of ? [{ object, call, of }] : [];
    });
  const nodes = nodesIn(everyStatement(statements));
  for (const { object, call, of } of made) {
    const init = of.body.find(isConstructor);
    const kept = everyStatement(init?.body ?? [])
      .flatMap(pairsOf)
      .flatMap(([field, value]) => {
        const from = copiedFrom(value) ?? copiesOf(value);
        return from?.kind === 'name' && field.kind === 'member' ? [{ field, from }] : [];
      });
    const names = init?.parameters.map(({ name }) => name) ?? [];
    for (const [i, { keyword, value }] of call.args.entries()) {
      const name = keyword ?? names[i];
      const given = copiesOf(value) ?? copiedFrom(value) ?? value;
      const inside = kept.find(({ from }) => from.name === name);
      if (given.kind !== 'name' || (given === value && !inside)) continue;
      const isUsed = nodesIn(loopsIn(statements)).some(isNamed(given.name));
      // `params = opt.step(grads)` and `opt.params` ask for them.
      const isAsked =
        nodes.some(
          (node) => node.kind === 'member' && isNamed(object.name)(node.of) && !isCalledIn(node, nodes),
        ) ||
        everyStatement(statements).some(
          (each) => targetsOf(each).some(isNamed(given.name)) && each.from > call.to,
        );
      if (isUsed && !isAsked && isParameterKey(plainName(given.name)))
        return {
          at: inside?.field ?? value,
          reason: `a copy of “${given.name}” is moved, and “${given.name}” stays as it is`,
          help: 'Give the optimizer the parameters themselves.',
        };
    }
  }
  return null;
}

/** `self.params = [np.zeros_like(p) for p in params]` of an object that is given the parameters: zeros in their place. */
function zeroed({ body }: Statement & { kind: 'class' }): Slip | null {
  const init = body.find(isConstructor);
  const given = init?.parameters.find(({ name }) => isParameterWord(plainName(name)))?.name;
  const pairs = everyStatement(init?.body ?? []).flatMap(pairsOf);
  // `self.params = params` beside a `self.b` that is the momentum.
  if (given === undefined || pairs.some(([, value]) => isNamed(given)(value))) return null;
  const at = pairs.find(
    ([field, value]) =>
      field.kind === 'member' &&
      isParameterWord(plainName(field.name)) &&
      isNumeric(value) &&
      walk(value).some(isNamed(given)),
  )?.[0];
  const reason = `“${given}” is given, and not what is moved`;
  return at ? { at, reason, help: 'Keep the parameters themselves.' } : null;
}

const isConstructor = (each: Statement): each is Define =>
  each.kind === 'define' && CONSTRUCTOR.test(each.name);

const loopsIn = (statements: readonly Statement[]): Statement[] =>
  everyStatement(statements).filter(({ kind }) => kind === 'loop');

/** step of `opt.step(…)` */
const isCalledIn = (node: Node, nodes: readonly Node[]): boolean =>
  nodes.some((each) => each.kind === 'call' && each.of === node);

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
