/**
 * What a loop within a step hands on from one turn to the next. Of a loop over the parameters the rule is that of one of them, so
 * it is read once; a loop over examples that changes a state does so as often as there are examples.
 */
import { firstOf } from '../../first.ts';
import { bodiesOf, isOwnField, itemsOf } from '../../syntax/nodes.ts';
import { isFunction } from '../../formulas/functions.ts';
import { isHarmlessCall, isObjectiveCall } from '../../lexicon.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { sameText } from '../seen/factors.ts';
import { isGradientKey, isParameterWord, plainName } from '../seen/names.ts';
import { hasLayers } from '../gradients/layers.ts';
import { goesThroughLayers } from '../gradients/throughLayers.ts';
import { isSumBeside } from '../steps/sumsBeside.ts';
import { contentOf } from './inPlace.ts';
import type { Named, Slip } from '../seen/survey.ts';
import {
  calledName,
  changedBy,
  goneThrough,
  indicesIn,
  lastName,
  isInPlace,
  isNamed,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  takesOver,
  targetsOf,
  VIEWS,
  walk,
  everyStatement,
} from '../seen/survey.ts';
import { isOverSteps, isReadingOnly } from '../steps/units.ts';

interface Turn {
  names: readonly string[];
  body: readonly Statement[];
}

/** What goes through the layers of a net. */
const PREDICTS = /^(?:forward|feed_?forward|predict\w*)$/i;

/** What is known of the whole program. */
interface Program {
  all: readonly Statement[];
  isOfLayers: boolean;
}

/** The first state of a step that a loop in it changes in every turn, where the turns are not those of the parameters. */
export function handedOn(
  statements: readonly Statement[],
  program: Program = { all: everyStatement(statements), isOfLayers: hasLayers(statements) },
  isStep = false,
  given: readonly string[] = [],
): Slip | null {
  return firstOf(statements.entries(), ([i, statement]) => {
    // What says how good the parameters are goes through the data and keeps nothing.
    if (statement.kind === 'define' && isObjectiveCall(statement.name)) return null;
    if (statement.kind === 'define' && PREDICTS.test(statement.name) && isReadingOnly(statement)) return null;
    const turn = turnOf(statement);
    const before = isStep ? statements.slice(0, i) : [];
    const isLayer = (name: string): boolean =>
      program.isOfLayers &&
      (given.includes(name) || makes(before, name)) &&
      statement.kind === 'loop' &&
      goesThroughLayers(statement, name);
    const isBeside = (name: string): boolean =>
      turn !== null && (isSumBeside(turn.body, name, program.all) || isLayer(name));
    const slip = turn && (heldIn(turn, before, isBeside) ?? countedIn(turn));
    const isOfStep = statement.kind === 'if' ? isStep : statement.kind !== 'class';
    const parameters = statement.kind === 'define' ? parametersOf(statement) : [];
    return slip ?? firstOf(within(statement), (body) => handedOn(body, program, isOfStep, parameters));
  });
}

/** What stands within a statement, in the functions that it makes too. */
const within = (statement: Statement): (readonly Statement[])[] =>
  'value' in statement
    ? walk(statement.value).flatMap((node) => (node.kind === 'function' ? [node.body] : []))
    : bodiesOf(statement);

/** A loop in which a step is not done. */
const turnOf = (statement: Statement): Turn | null =>
  statement.kind === 'loop' && !isOverSteps(statement)
    ? { names: statement.names.flatMap(namesIn), body: statement.body }
    : null;

function heldIn(turn: Turn, before: readonly Statement[], isBeside: (name: string) => boolean): Slip | null {
  const isPart = goesOverParts(turn);
  const held = [...statementsIn(turn.body)]
    .flatMap(changedBy)
    .filter(
      (target): target is Named =>
        target.kind === 'name' &&
        !turn.names.includes(target.name) &&
        (!isPart || makes(before, target.name) || isForAllEntries(turn, target.name)) &&
        takesOver(turn.body, target.name) &&
        !isBeside(target.name),
    );
  const at = held.find(({ name }) => !isGradientKey(plainName(name))) ?? held[0];
  if (!at) return null;
  const reason = `“${at.name}” changes in every turn of a loop within the step`;
  return { at, reason, help: 'Change it once in every step, outside of the loop.' };
}

/** u of `for i in range(n): u = max(b2 * u, abs(g[i])); w[i] -= lr * m[i] / u`, which every entry has of its own. */
function isForAllEntries({ names, body }: Turn, name: string): boolean {
  const all = [...statementsIn(body)];
  const isOfTurn = (node: Node): boolean =>
    node.kind === 'entry' && node.index?.kind === 'name' && names.includes(node.index.name);
  const isUpdate = (each: Statement): boolean =>
    each.kind === 'assign' &&
    targetsOf(each).some(
      (target) =>
        isOfTurn(target) && (each.operator !== '' || namesIn(each.value).includes(rootNameOf(target)!)),
    );
  const indices = indicesIn(body);
  const isUsed = all.some(
    (each) =>
      each.kind === 'assign' &&
      !targetsOf(each).some(isNamed(name)) &&
      walk(each.value).some((node) => isNamed(name)(node) && !indices.includes(node)),
  );
  // In pseudo-code `v[i]` is one name.
  return isUsed && !name.includes('[') && all.some(isUpdate);
}

/** `for p, g, v in zip(params, grads, vs): v = mu * v + g`, and no v is put back: the next step finds the old one. */
export function notPutBack(
  statements: readonly Statement[],
  numbers: ReadonlySet<string> = listsOfNumbers(statements),
): Slip | null {
  return firstOf(statements, (statement) => {
    const turn = turnOf(statement);
    const isLoop = statement.kind === 'loop';
    const slip =
      turn &&
      reboundIn(turn, isLoop ? takenFrom(statement, numbers) : [], isLoop ? listsBy(statement) : new Map());
    return slip ?? firstOf(within(statement), (body) => notPutBack(body, numbers));
  });
}

/** Names of lists whose entries are numbers, by what they start with. */
function listsOfNumbers(statements: readonly Statement[]): Set<string> {
  const pairs = everyStatement(statements).flatMap(pairsOf);
  const isOfNumbers = ([target, value]: (typeof pairs)[number]): boolean => {
    const entry: Node = { kind: 'entry', of: target, index: null, from: target.from, to: target.to };
    return contentOf(entry, [[target, value]]) === 'number';
  };
  return new Set(pairs.filter(isOfNumbers).flatMap(([target]) => lastName(target) ?? []));
}

/** v of `for p, v in zip(params, vs)`, where vs is one of these lists. */
function takenFrom(
  { names, over }: Statement & { kind: 'loop' },
  lists: ReadonlySet<string>,
): readonly string[] {
  if (!over) return [];
  const { entries, lists: given, isZip } = goneThrough(names, over);
  return entries.flatMap((name, i) =>
    isZip && name.kind === 'name' && given[i] && lists.has(lastName(given[i]) ?? '') ? [name.name] : [],
  );
}

/** `new.append(v)` and `old.copy_(v)`, and not what computes with it or shows it: `p.sub_(lr * v)`, `p.sub_(v)` and `print(v)`. */
function isHandedTo(node: Node, isIt: (node: Node) => boolean): boolean {
  if (node.kind !== 'call') return false;
  const name = calledName(node);
  const isShown = isHarmlessCall(name) && !/^(?:append|push|extend|item)$/.test(name);
  const isComputed = (isInPlace(name) && name !== 'copy_') || /^zip$/.test(name) || isFunction(name);
  if (isShown || isComputed || node.of.kind === 'function') return false;
  return node.args.some(({ value }) => itemsOf(value).some(isIt));
}

/** `v.detach()` and `v.view(-1)` */
const isViewOf = (node: Node, name: string): boolean =>
  node.kind === 'call' || node.kind === 'member'
    ? isViewOf(node.of, name) && (node.kind === 'call' || VIEWS.test(node.name))
    : isNamed(name)(node);

/** `vs` by v of `for p, v in zip(params, vs)`, and of `for k, v in vs.items()`. */
function listsBy({ names, over }: Statement & { kind: 'loop' }): ReadonlyMap<string, string> {
  if (!over) return new Map();
  const isOfItems = over.kind === 'call' && calledName(over) === 'items' && over.of.kind === 'member';
  const { entries, lists } = isOfItems
    ? { entries: names.flatMap(itemsOf).slice(1), lists: [(over.of as Node & { kind: 'member' }).of] }
    : goneThrough(names, over);
  if (entries.length !== lists.length) return new Map();
  return new Map(
    entries.flatMap((name, i) => {
      const list = lastName(lists[i]!);
      return name.kind === 'name' && list !== null ? [[name.name, list] as const] : [];
    }),
  );
}

/** Through so many names in turn what something is made of is looked for. */
const MOST_NAMES = 3;

/**
 * @param numbers names of numbers, of which `v *= mu` makes new ones
 * @param lists   of what a name is an entry
 */
function reboundIn(
  { names, body }: Turn,
  numbers: readonly string[],
  lists: ReadonlyMap<string, string>,
): Slip | null {
  const all = [...statementsIn(body)];
  for (const each of all) {
    const [target, ...others] = targetsOf(each);
    if (each.kind !== 'assign' || target?.kind !== 'name' || others.length > 0) continue;
    const isNumber = numbers.includes(target.name);
    if (each.operator !== '' && !isNumber) continue;
    const isIt = isNamed(target.name);
    const isOfList = (node: Node): boolean =>
      node.kind === 'entry' && lists.has(target.name) && lastName(node.of) === lists.get(target.name);
    // `p = new_p` of `new_p = p - lr * g`, too, and `p = params[i] - lr * g`.
    const isMadeOfIt = (node: Node, deep = 0): boolean =>
      walk(node).some(
        (part) =>
          isIt(part) ||
          isOfList(part) ||
          (part.kind === 'name' &&
            deep < MOST_NAMES &&
            all.some(
              (other) =>
                other.kind === 'assign' &&
                other !== each &&
                targetsOf(other).some(isNamed(part.name)) &&
                isMadeOfIt(other.value, deep + 1),
            )),
      );
    if (!names.includes(target.name) || !(isNumber || isMadeOfIt(each.value))) continue;
    const behind = all.slice(all.indexOf(each) + 1);
    // A gradient is given anew for every step, and a view is what it is of.
    const isLocal = isGradientKey(plainName(target.name)) && nodesIn(behind).some(isIt);
    if (isLocal || (each.operator === '' && isViewOf(each.value, target.name))) continue;
    const isStored = all.some(
      (other) =>
        walk('value' in other ? other.value : target).some((node) => isHandedTo(node, isIt)) ||
        // p.data -= lr * v puts nothing back.
        (other.kind === 'assign' &&
          other.operator === '' &&
          other.value.kind !== 'binary' &&
          other.targets.some(({ kind }) => kind !== 'name') &&
          (walk(other.value).some(isIt) || sameText(other.value, each.value))),
    );
    if (isStored) continue;
    const reason = `“${target.name}” gets a new value that is not kept for the next step`;
    return { at: target, reason, help: `Change it in place, or put it back where it came from.` };
  }
  return null;
}

/** `count['t'] += 1` and `self.count += 1` for every parameter, of a count that the loop does not make itself. */
function countedIn({ names, body }: Turn): Slip | null {
  const all = [...statementsIn(body)];
  const own = new Set([
    ...names,
    ...all.flatMap((each) => targetsOf(each).filter(({ kind }) => kind === 'name')).flatMap(namesIn),
  ]);
  for (const each of all) {
    const [target] = targetsOf(each);
    const isTick = each.kind === 'assign' && each.operator === '+' && each.value.kind === 'number';
    if (!isTick || !target) continue;
    const isKept =
      target.kind === 'entry' &&
      target.index?.kind === 'string' &&
      target.of.kind === 'name' &&
      !own.has(target.of.name);
    const isUsed =
      isOwnField(target) &&
      all.some(
        (other) =>
          other !== each && nodesIn([other]).some((node) => isOwnField(node) && node.name === target.name),
      );
    if (!isKept && !isUsed) continue;
    return {
      at: target,
      reason: 'a step count that grows with every parameter',
      help: 'Count the steps outside of the loop.',
    };
  }
  return null;
}

/** Does a loop change what it goes through, or move the parameters? */
function goesOverParts({ names, body }: Turn): boolean {
  const isOwn = (node: Node): boolean =>
    walk(node).some((each) => each.kind === 'name' && names.includes(each.name));
  return [...statementsIn(body)]
    .flatMap(changedBy)
    .some(
      (target) =>
        isOwn(target) ||
        (target.kind === 'entry' && names.length === 0) ||
        (target.kind === 'name' && isParameterWord(plainName(target.name))),
    );
}

const makes = (statements: readonly Statement[], name: string): boolean =>
  [...statementsIn(statements)].some((each) => targetsOf(each).some(isNamed(name)));
