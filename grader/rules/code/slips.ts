/** Names of a program that are one and the same and are not written so: seen before it runs, whatever its rule is. */
import { isGradientCall, means } from '../lexicon.ts';
import type { Node, Span, Statement } from '../syntax/nodes.ts';
import { isGradientKey, isModule, isParameterKey, isParameterWord, plainName } from './names.ts';
import {
  boundIn,
  changedBy,
  freeIn,
  indicesIn,
  namesIn,
  nodesIn,
  statementsIn,
  targetsOf,
  wordsOf,
} from './survey.ts';

export interface Slip {
  at: Span;
  reason: string;
  help: string;
}

/**
 * The first one in statements, and in those within them.
 * @param around names that have a value around them
 */
export function slipIn(statements: readonly Statement[], around: readonly string[] = []): Slip | null {
  const known = [...around, ...boundIn(statements)];
  const lost = lostGradient(statements, known);
  if (lost) return lost;
  for (const statement of statementsIn(statements)) {
    const found = slipOf(statement, known);
    if (found) return found;
  }
  return null;
}

function slipOf(statement: Statement, known: readonly string[]): Slip | null {
  switch (statement.kind) {
    case 'loop':
      return miscounted(statement) ?? withoutFirst(statement) ?? passedOver(statement);
    case 'class':
      return (
        unmade(statement, known) ??
        misgiven(statement, known) ??
        ofOtherMethod(statement, known) ??
        slipIn(statement.body, known)
      );
    case 'define':
      return (
        unbound(statement, known) ??
        slipIn(statement.body, [...known, ...statement.parameters.map(({ name }) => name)])
      );
    case 'assign':
      return toModule(statement);
    default:
      return null;
  }
}

/** `np.sqrt = grad(w)` */
function toModule(statement: Statement): Slip | null {
  const at = targetsOf(statement).find(
    (target) => target.kind === 'member' && target.of.kind === 'name' && isModule(target.of.name),
  );
  return at ? { at, reason: 'a new value for a function', help: SAME } : null;
}

/** `q = grad(w)`, which nothing uses, beside a g that nothing gives a value. */
function lostGradient(statements: readonly Statement[], known: readonly string[]): Slip | null {
  const nodes = nodesIn(statements);
  const isOnce = (name: string): boolean =>
    nodes.filter((node) => namesOfPlace(node).includes(name)).length === 1;
  for (const statement of statementsIn(statements)) {
    if (statement.kind !== 'assign' || statement.value.kind !== 'call') continue;
    const { of } = statement.value;
    const [target] = targetsOf(statement);
    const name = target && namesIn(target)[0];
    const isGradient = (of.kind === 'name' || of.kind === 'member') && isGradientCall(of.name);
    const stray = isGradient
      ? freeIn(statements, known).find((node) => isGradientKey(plainName(node.name)))
      : undefined;
    if (stray && name !== undefined && isOnce(name) && !isGradientKey(plainName(name)))
      return noValue(stray, name);
  }
  return null;
}

/** `for (let i = 0; j < n; i++)` */
function miscounted({ header, names, from, to }: Statement & { kind: 'loop' }): Slip | null {
  const parts = header.split(';').map(wordsOf);
  const isInAll = (name: string): boolean => parts.every((part) => part.includes(name));
  if (parts.length !== 3 || names.flatMap(namesIn).some(isInAll)) return null;
  const reason = 'a loop that counts one name and asks for another';
  return { at: { from, to }, reason, help: 'Use one name for what the loop counts.' };
}

/** `for (let i = 1; i < n; i++)` and `range(1, n)` over entries, of which the first has the index 0. */
function withoutFirst({ header, names, body, from, to }: Statement & { kind: 'loop' }): Slip | null {
  const isFromOne = /=\s*1\s*;[^;]*<(?!=)|\brange\(\s*1\s*,[^,+]*\)/.test(header);
  if (!isFromOne || !countsEntries(names, body)) return null;
  const reason = 'a loop that leaves out the first entry';
  return { at: { from, to }, reason, help: 'Count the entries from 0.' };
}

/** Is a name of the loop an index as it is? */
function countsEntries(names: readonly Node[], body: readonly Statement[]): boolean {
  const own = names.flatMap(namesIn);
  return indicesIn(body).some((index) => index.kind === 'name' && own.includes(index.name));
}

/** `for k in params: q[k] += v[k]`: entries of something else than what the loop is over. */
function passedOver({ header, names, body, from, to }: Statement & { kind: 'loop' }): Slip | null {
  const own = names.flatMap(namesIn);
  const over = wordsOf(header).find((word) => !own.includes(word) && isParameterWord(plainName(word)));
  const nodes = nodesIn(body);
  const isUsed = (name: string): boolean => nodes.some((node) => namesIn(node).includes(name));
  const indices = new Set<Node>(indicesIn(body));
  const isKey =
    own.length === 1 &&
    nodes.every((node) => node.kind !== 'name' || node.name !== own[0] || indices.has(node));
  if (over === undefined || !isKey || !isUsed(own[0]!) || isUsed(over)) return null;
  const reason = `a loop over “${over}” that does not use it`;
  return { at: { from, to }, reason, help: SAME };
}

const SAME = 'Use one name for one thing.';

/** `lrate` in a function of `lr`: of what it is given something is not used, and something else has no value. */
function unbound(
  { parameters, body }: Statement & { kind: 'define' },
  known: readonly string[],
): Slip | null {
  const names = parameters.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  const nodes = nodesIn(body);
  const at = nodes[0];
  if (!at) return null;
  if (twice !== undefined) return { at, reason: `two parameters “${twice}” of one function`, help: SAME };
  const free = freeIn(body, [...known, ...names]).filter(({ name }) => !isModule(name));
  const loops = [...statementsIn(body)].filter((each) => each.kind === 'loop');
  const counted = new Set(loops.flatMap((each) => each.names.flatMap(namesIn)));
  const used = new Set([...nodes.flatMap(namesOfPlace), ...loops.flatMap(({ header }) => wordsOf(header))]);
  const isUnused = (name: string): boolean => !name.startsWith('_') && (!used.has(name) || counted.has(name));
  const unused = parameters.filter(({ name }) => isUnused(name));
  const indices = new Set<Node>(indicesIn(body));
  const isTold = (node: Node & { kind: 'name' }): boolean => {
    const key = plainName(node.name);
    return indices.has(node) || isParameterKey(key) || isGradientKey(key);
  };
  const isOpaque = nodes.some(({ kind }) => kind === 'other' || kind === 'choice' || kind === 'named');
  const number = unused.find(({ value }) => value?.kind === 'number');
  const stray = number ? free[0] : free.find(isTold);
  const lost = number ?? unused[0];
  if (stray && lost && !isOpaque) return noValue(stray, lost.name);
  // Nothing moves the parameters that the function is given, and something else is moved.
  const moved = [...statementsIn(body)].flatMap(changedBy).flatMap((target) => rootNameOf(target) ?? []);
  const given = names.find((name) => isParameterWord(plainName(name)));
  const isReturned = [...statementsIn(body)].some(({ kind }) => kind === 'return');
  const other = moved.find((name) => free.includes(name));
  const isMoved = moved.some(({ name }) => name === given);
  return given !== undefined && other && !isMoved && !isReturned ? noValue(other, given, 'moved') : null;
}

const namesOfPlace = (node: Node): string[] => (node.kind === 'name' ? [node.name] : []);

/** w of `w[i]` */
function rootNameOf(target: Node): (Node & { kind: 'name' }) | null {
  return target.kind === 'entry' ? rootNameOf(target.of) : target.kind === 'name' ? target : null;
}

function noValue(at: Node & { kind: 'name' | 'member' }, lost: string, done = 'used'): Slip {
  return { at, reason: `“${at.name}” gets no value, and “${lost}” is not ${done}`, help: SAME };
}

/** `self.v *= momentum`, where only another method has a momentum. */
function ofOtherMethod({ body }: Statement & { kind: 'class' }, known: readonly string[]): Slip | null {
  const methods = body.filter((each) => each.kind === 'define');
  const own = methods.map(({ parameters, body: inner }) => [
    ...parameters.map(({ name }) => name),
    ...boundIn(inner),
  ]);
  for (const [i, { body: inner }] of methods.entries()) {
    const others = own.flatMap((names, k) => (k === i ? [] : names));
    const stray = freeIn(inner, [...known, ...own[i]!]).find(({ name }) => others.includes(name));
    if (stray)
      return {
        at: stray,
        reason: `“${stray.name}” gets no value in this method`,
        help: 'Take the one of the object.',
      };
  }
  return null;
}

const isField = (node: Node): node is Node & { kind: 'member' } =>
  node.kind === 'member' && node.of.kind === 'name' && means('self', node.of.name);

const spelledOut = (node: Node): string =>
  [isField(node) ? 'self' : '', ...namesIn(node).slice(0, 1)].join('.');

/**
 * `self.lr` of a class that gives its objects no lr, but gives something else a value that nothing uses, or is given an lr when
 * it is made.
 */
function unmade({ body }: Statement & { kind: 'class' }, known: readonly string[]): Slip | null {
  const methods = body.filter((each) => each.kind === 'define');
  const inner = body.flatMap((each) => (each.kind === 'define' ? each.body : [each]));
  const targets = new Set([...statementsIn(inner)].filter((each) => !isChange(each)).flatMap(targetsOf));
  const names = nodesIn(inner).filter((node) => node.kind === 'name' || isField(node));
  const used = names.filter((node) => !targets.has(node));
  const made = names.filter((node) => targets.has(node));
  // A field may have the name of what it is given.
  const isSame = (one: Node, other: Node): boolean => spelledOut(one) === spelledOut(other);
  const declared = body.flatMap((each) =>
    each.kind === 'define' ? [each.name] : targetsOf(each).flatMap(namesIn),
  );
  const unused = made.find(
    (node) => !declared.includes(node.name) && !used.some((other) => isSame(node, other)),
  )?.name;
  const given = methods.flatMap(({ name, parameters }) =>
    name === '__init__' ? parameters.map((each) => each.name) : [],
  );
  // What is above it may keep what it hands up.
  const isGiven = (name: string): boolean =>
    given.includes(name) &&
    !nodesIn(inner).some((node) => node.kind === 'member' && node.name === '__init__');
  const isInherited = (name: string): boolean => means('owner', name) || means('container', name);
  const fields = used
    .filter(isField)
    .filter((node) => !made.some((other) => isSame(node, other)))
    .filter(({ name }) => !declared.includes(name) && (!isInherited(name) || isGiven(name)));
  const field = fields.find(({ name }) => unused !== undefined || isGiven(name));
  if (field) return noValue(field, unused ?? field.name);
  // `lrate * g`, where the object has a rate that nothing uses.
  const [free] = methods
    .flatMap((each) => freeIn(each.body, [...known, ...each.parameters.map(({ name }) => name)]))
    .filter(({ name }) => !isModule(name));
  return unused !== undefined && free ? noValue(free, unused) : null;
}

/** `self.lr = self.lr` and `self.lr = q` of an object that is given an lr when it is made. */
function misgiven({ body }: Statement & { kind: 'class' }, known: readonly string[]): Slip | null {
  const init = body.find((each) => each.kind === 'define' && each.name === '__init__');
  if (init?.kind !== 'define') return null;
  const names = init.parameters.map(({ name }) => name);
  const free = freeIn(init.body, [...known, ...names]).map(({ name }) => name);
  for (const statement of statementsIn(init.body)) {
    if (statement.kind !== 'assign') continue;
    const { value } = statement;
    const targets = targetsOf(statement);
    const values = value.kind === 'tuple' ? value.items : [value];
    const stray = targets.find((target, i) => {
      const given = values[i];
      if (!isField(target) || !given || !names.includes(target.name)) return false;
      const used = namesIn(given);
      const isOther = !used.includes(target.name) && used.some((name) => free.includes(name));
      return isOther || spelledOut(given) === spelledOut(target);
    });
    if (stray && isField(stray))
      return { at: stray, reason: `“${stray.name}” is given, and gets another value`, help: SAME };
  }
  return null;
}

const isChange = (statement: Statement): boolean => statement.kind === 'assign' && statement.operator !== '';
