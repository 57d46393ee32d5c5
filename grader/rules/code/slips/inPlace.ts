/** Arrays that are changed where they stand, and with them what is not meant: another name's, a caller's, the last step's gradient. */
import { namesAmong, numberWritten } from '../../syntax/nodes.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import {
  calledName,
  changedBy,
  changedInside,
  everyStatement,
  isNumeric,
  lastName,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNodeOf,
  statementsIn,
  takesOver,
  targetsOf,
  VIEWS,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';
import { misplacedGradient } from '../gradients/gradients.ts';
import { changedInLoops, fieldKey, sharedContainers, withFields } from './sharedContainers.ts';
import { isOverSteps } from '../steps/units.ts';

/** The first array that is changed and not meant, in statements and in those within them. */
export const changedUnmeant = (statements: readonly Statement[]): Slip | null =>
  misplacedGradient(statements) ??
  heldGradient(statements) ??
  sharedArray(statements) ??
  sharedFields(statements) ??
  heldField(statements) ??
  sharedEntries(statements) ??
  sharedContainers(statements) ??
  ascended(statements) ??
  changedByTheWay(statements);

/**
 * `m = v = np.zeros(n)` and `ahead = w`, of which one is changed in place and the other is used: both are the same array. Numbers
 * are copied.
 */
function sharedArray(statements: readonly Statement[]): Shared | null {
  const all = [...statementsIn(statements)];
  // z of `z += w[j] * x[j]`
  const isOfEntries = ({ left, right }: Node & { kind: 'binary' }): boolean =>
    [left, right].every((side) => side.kind === 'entry' && side.index?.kind === 'name');
  const sums = all.flatMap((each) =>
    each.kind === 'assign' && each.value.kind === 'binary' && isOfEntries(each.value) ? targetsOf(each) : [],
  );
  const numbers = new Set([
    ...all.flatMap(pairsOf).flatMap(([target, value]) => (value.kind === 'number' ? namesIn(target) : [])),
    ...sums.flatMap((target) => (target.kind === 'name' ? target.name : [])),
  ]);
  for (const [i, statement] of statements.entries()) {
    const slip =
      (statement.kind === 'loop' ? sharedArray(statement.body) : null) ??
      changedAsOne(namesShared(statement), [...statementsIn(statements.slice(i + 1))]);
    if (slip && !numbers.has(slip.name)) return slip;
  }
  return null;
}

const isSteps = (statement: Statement): boolean => statement.kind === 'loop' && isOverSteps(statement);

/** `log.append(norm(g, w))` of a norm that does `g += wd * w`: an argument is changed where only a value is asked for. */
function changedByTheWay(statements: readonly Statement[]): Slip | null {
  const changing = new Set(
    // What takes all steps itself is asked for where it has come to.
    statements.flatMap((each) =>
      each.kind === 'define' && !each.body.some(isSteps) && changesGiven(each) ? each.name : [],
    ),
  );
  if (changing.size === 0) return null;
  const outer = new Set([...statementsIn(statements)].flatMap((each) => ('value' in each ? each.value : [])));
  const at = nodesIn(statements).find((node) => changing.has(calledName(node)) && !outer.has(node));
  return at
    ? {
        at,
        reason: `“${calledName(at)}” changes what it is given`,
        help: 'Make a copy in the function, or change it in the step.',
      }
    : null;
}

/** `g += wd * w` of a parameter g that was given. */
function changesGiven({ parameters, body }: Statement & { kind: 'define' }): boolean {
  const given = new Set(parametersOf({ parameters }));
  for (const each of statementsIn(body)) {
    const isNew = each.kind === 'assign' && each.operator === '';
    const changed = changedBy(each).filter((target) => !(isNew && target.kind === 'name'));
    if (changed.some((target) => given.has(rootNodeOf(target)?.name ?? ''))) return true;
    for (const target of targetsOf(each)) if (target.kind === 'name') given.delete(target.name);
  }
  return false;
}

interface Shared extends Slip {
  name: string;
}

/** v of `v`, `v[:]`, `v.detach()` and `np.asarray(v)`, which are one array. */
function viewedIn(node: Node): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'entry') return node.index === null ? viewedIn(node.of) : null;
  if (node.kind === 'member') return VIEWS.test(node.name) ? viewedIn(node.of) : null;
  if (node.kind !== 'call') return null;
  const [only, ...others] = node.args;
  if (only && others.length === 0 && /^(?:asarray|as_tensor|ravel)$/.test(calledName(node)))
    return viewedIn(only.value);
  return node.of.kind === 'member' && VIEWS.test(node.of.name) ? viewedIn(node.of.of) : null;
}

function namesShared(statement: Statement): string[] {
  if (statement.kind !== 'assign' || statement.operator !== '') return [];
  const { targets, value } = statement;
  const names = namesAmong(targets);
  const viewed = viewedIn(value);
  if (viewed !== null) return [...names, viewed];
  return value.kind === 'call' && isNumeric(value) ? names : [];
}

/** `p = b` and `p *= b`: numbers. */
const isPower = (statement: Statement, names: readonly string[]): boolean =>
  statement.kind === 'assign' &&
  statement.operator === '*' &&
  statement.value.kind === 'name' &&
  names.includes(statement.value.name);

/** @param behind what is done behind the assignment, one after the other */
function changedAsOne(names: readonly string[], behind: readonly Statement[]): Shared | null {
  if (new Set(names).size < 2) return null;
  for (const [i, statement] of behind.entries()) {
    const isNew = statement.kind === 'assign' && statement.operator === '';
    if (isPower(statement, names)) return null;
    const changed = changedBy(statement)
      .filter((target) => !(isNew && target.kind === 'name'))
      .flatMap((target) => rootNodeOf(target) ?? []);
    const at = changed.find(({ name }) => names.includes(name));
    const other = at && names.find((name) => name !== at.name && takesOver(behind.slice(i + 1), name));
    if (at && other !== undefined) {
      const reason = `“${at.name}” and “${other}” are one array, which is changed in place`;
      return { at, name: at.name, reason, help: `Make a copy, or write ${at.name} = ${at.name} + ….` };
    }
    if (targetsOf(statement).some((target) => target.kind === 'name' && names.includes(target.name)))
      return null;
  }
  return null;
}

/** `self.m = self.v = np.zeros(n)`, and a method changes the one in place: fields are kept from call to call, and are one array. */
function sharedFields(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements.map(withFields));
  const inPlace = new Set(
    all
      .flatMap((each) => {
        const isNew = each.kind === 'assign' && !each.isInPlace;
        return changedBy(each).flatMap((target) =>
          !isNew || !targetsOf(each).includes(target) ? target : target.kind === 'entry' ? target.of : [],
        );
      })
      .flatMap((target) => fieldKey(target) ?? []),
  );
  // Of another object's, changing it where it stands may be what is meant; numbers are copied.
  const arrays = new Set(
    all.flatMap(pairsOf).flatMap(([field, value]) => (isFilled(value) ? (fieldKey(field) ?? []) : [])),
  );
  const isArray = (node: Node): boolean => isFilled(node) || arrays.has(fieldKey(node) ?? '');
  for (const each of all) {
    if (each.kind !== 'assign' || each.operator !== '' || !isArray(each.value)) continue;
    const fields = [...each.targets, ...(isFilled(each.value) ? [] : [each.value])];
    const names = new Set(fields.flatMap((field) => fieldKey(field) ?? []));
    const at = names.size > 1 ? fields.find((field) => inPlace.has(fieldKey(field) ?? '')) : undefined;
    if (!at) continue;
    const reason = `${[...names].map((name) => `“${name}”`).join(' and ')} are one array, which is changed in place`;
    return { at, reason, help: 'Make an array for each.' };
  }
  return null;
}

/** `[np.zeros(n)] * k` and `new Array(k).fill(new Float64Array(n))`: one array, as often as asked. */
function isRepeated(value: Node): boolean {
  const isOne = (node: Node): boolean =>
    node.kind === 'tuple' && node.items.length === 1 && isFilled(node.items[0]!);
  if (value.kind === 'binary') return value.operator === '*' && (isOne(value.left) || isOne(value.right));
  const [given] = value.kind === 'call' && calledName(value) === 'fill' ? value.args : [];
  return given !== undefined && isFilled(given.value);
}

/** `before = this.v`, of which entries are changed under the field's name, and then the other one is used. */
function heldField(statements: readonly Statement[]): Slip | null {
  const all = [...statementsIn(statements)];
  for (const [i, each] of all.entries()) {
    const [[target, value] = []] = pairsOf(each);
    const field = value ? fieldKey(value) : null;
    if (target?.kind !== 'name' || field === null) continue;
    const behind = all.slice(i + 1);
    const changed = behind.flatMap(changedBy);
    if (changed.some((node) => rootNodeOf(node)?.name === target.name)) continue;
    const at = changed.find((node) => node.kind === 'entry' && fieldKey(node.of) === field);
    if (
      !at ||
      !takesOver(behind.slice(behind.findIndex((next) => changedBy(next).includes(at)) + 1), target.name)
    )
      continue;
    const reason = `“${target.name}” and “${field}” are one array, which is changed in place`;
    return { at, reason, help: 'Make a copy of it.' };
  }
  return null;
}

/** Such a list of which an entry is changed in place, `vel[k] *= mu` and `vel[k][i] = …`. */
function sharedEntries(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const lists = new Set(
    all.flatMap(pairsOf).flatMap(([target, value]) => (isRepeated(value) ? (lastName(target) ?? []) : [])),
  );
  if (lists.size === 0) return null;
  const inLoop = changedInLoops(all).find((list) => lists.has(lastName(list) ?? ''));
  const entryIn = (node: Node): string | null => (node.kind === 'entry' ? lastName(node.of) : null);
  const at =
    inLoop ??
    all
      .flatMap((each) => changedBy(each).map((target) => [each, target] as const))
      .find(([each, target]) => {
        const isWhole = each.kind === 'assign' && !each.isInPlace && targetsOf(each).includes(target);
        const entry = isWhole && target.kind === 'entry' ? target.of : target;
        return lists.has(entryIn(entry) ?? '');
      })?.[1];
  const reason = 'a list that holds one array several times, which is changed in place';
  return at
    ? { at, reason, help: 'Make an array for each, such as by [np.zeros(n) for _ in params].' }
    : null;
}

/**
 * `state["v"] = p.grad` of a state that is changed in place, or of a gradient that is: both are one tensor. So they are under a name of
 * it, `g = p.grad`.
 */
function heldGradient(statements: readonly Statement[]): Slip | null {
  const all = nodesIn(statements).length > 0 ? everyStatement(statements) : [];
  const isGrad = (node: Node): boolean => node.kind === 'member' && node.name === 'grad';
  const names = new Set(
    all
      .flatMap(pairsOf)
      .flatMap(([target, value]) => (target.kind === 'name' && isGrad(value) ? target.name : [])),
  );
  const isHeld = (value: Node): boolean => isGrad(value) || (value.kind === 'name' && names.has(value.name));
  const isChanged = all
    .flatMap(changedInside)
    .some((node) => isHeld(node) || node.kind === 'entry' || node.kind === 'member');
  const [at] = all
    .flatMap(pairsOf)
    .flatMap(([target, value]) =>
      target.kind !== 'name' && !isGrad(target) && isHeld(value) ? [value] : [],
    );
  return at && isChanged
    ? {
        at,
        reason: 'a state that is the gradient itself, which is changed in place',
        help: 'Keep a copy of it, such as p.grad.clone().',
      }
    : null;
}

/** `(-loss).backward()` */
function ascended(statements: readonly Statement[]): Slip | null {
  const isNegative = (node: Node): boolean =>
    node.kind === 'minus' ||
    (node.kind === 'binary' && /[*/]/.test(node.operator) && [node.left, node.right].some(isNegative));
  const negative = new Set(
    everyStatement(statements)
      .flatMap(pairsOf)
      .flatMap(([target, value]) => (target.kind === 'name' && isNegative(value) ? target.name : [])),
  );
  const at = nodesIn(everyStatement(statements)).find(
    (node) =>
      calledName(node) === 'backward' &&
      node.kind === 'call' &&
      node.of.kind === 'member' &&
      (isNegative(node.of.of) || (node.of.of.kind === 'name' && negative.has(node.of.of.name))),
  );
  return at
    ? { at, reason: 'the gradient of the loss with its sign turned', help: 'Take the gradient of the loss.' }
    : null;
}

/** What an entry of a list, a dictionary or a comprehension is; null of a value that has none. */
function entriesOf(value: Node): readonly Node[] | null {
  if (value.kind === 'tuple') return value.items;
  const made = value.kind === 'call' && value.of.kind === 'function' ? value.of.body.at(-1) : undefined;
  return made?.kind === 'return' ? [made.value] : null;
}

const isNumber = (node: Node): boolean => numberWritten(node) !== null;
const isFilled = (node: Node): boolean =>
  node.kind === 'number'
    ? node.array !== undefined
    : node.kind === 'call' && isNumeric(node) && entriesOf(node) === null;

export type Content = 'array' | 'number';

/** `g.copy()` and `torch.clone(g).detach()`: of a number nobody makes one. */
const isCopy = (node: Node): boolean => /^(?:copy|deepcopy|clone|detach)$/.test(calledName(node));

const contentOfValue = (value: Node): Content | null =>
  isNumber(value) ? 'number' : isFilled(value) || isCopy(value) ? 'array' : null;

/** Of each entry: of `[0.0] * n` and `np.zeros(len(params))` a number, of another array a row or a number. */
function contentOfEntries(value: Node): (Content | null)[] {
  const length = value.kind === 'call' ? value.args[0]?.value : undefined;
  const isRow = isFilled(value) && length !== undefined && (isNumber(length) || calledName(length) === 'len');
  if (value.kind === 'nothing') return [];
  return entriesOf(value)?.map(contentOfValue) ?? [isNumber(value) || isRow ? 'number' : null];
}

/**
 * What stands at a place, by what it starts with: an array, which `v *= mu` changes where it stands, or a number, which it does not.
 * @param starts what gets a value under the name of the place, and the value
 * @returns null where nothing says so
 */
export function contentOf(
  place: Node,
  starts: readonly (readonly [target: Node, value: Node])[],
): Content | null {
  const found = starts.flatMap(([target, value]) =>
    place.kind === 'entry' && target.kind !== 'entry' ? contentOfEntries(value) : [contentOfValue(value)],
  );
  if (found.includes('number')) return 'number';
  return found.length > 0 && found.every((each) => each === 'array') ? 'array' : null;
}
