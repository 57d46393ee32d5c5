/**
 * Names of a program that are one and the same and are not written so, seen before it runs, whatever its rule is: something has
 * a value and is not used, and beside it something is used that has none (ADR 92).
 */
import { firstOf } from '../../first.ts';
import { isGradientCall, means } from '../../lexicon.ts';
import { CONSTRUCTOR, isOwnField } from '../../syntax/nodes.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import {
  isGradientKey,
  isModule,
  isParameterKey,
  isParameterWord,
  isStateKey,
  isTimeName,
  plainName,
} from '../seen/names.ts';
import {
  boundIn,
  calledName,
  changedBy,
  everyStatement,
  freeIn,
  indicesIn,
  isNamed,
  lastName,
  namesIn,
  namesUsed,
  nodesIn,
  parametersOf,
  rootNodeOf,
  statementsIn,
  targetsOf,
  walk,
  wordsOf,
} from '../seen/survey.ts';
import type { Named, Slip } from '../seen/survey.ts';
import { isSize } from '../seen/sizes.ts';
import { countsSteps, isOverSteps } from '../steps/units.ts';
import { badlyMade } from './arrays.ts';
import { misused } from '../uses/callers.ts';
import { readEarly } from './early.ts';
import { lookedInto } from './entries.ts';
import { changedUnmeant } from './inPlace.ts';
import { leftOut, madeOf, miscounted } from '../steps/counting.ts';
import type { Made } from '../steps/counting.ts';
import { clearedIn, keptBadly } from './kept.ts';
import { notCalledSo } from '../uses/manners.ts';
import { otherOrder, pairedAmiss } from './orders.ts';
import { ofNothing, withoutValue } from './ownNames.ts';
import { notMoved } from './eachMoved.ts';
import { isLabel, ofOtherExample } from '../gradients/examples.ts';
import { mistrained } from '../gradients/layers.ts';
import { wronglyThrough } from '../gradients/throughLayers.ts';
import { wronglyBack } from '../gradients/wrongBackpropagation.ts';
import { neverMade } from './fieldsMade.ts';
import { firstTurnAlone } from './parts.ts';
import { exchanged } from '../uses/settings.ts';

const SAME = 'Use one name for one thing.';

const noValue = (at: Node & { kind: 'name' | 'member' }, lost: string, done = 'used'): Slip => ({
  at,
  reason: `“${at.name}” gets no value, and “${lost}” is not ${done}`,
  help: SAME,
});

/** The first one in a program. */
export const slipIn = (statements: readonly Statement[]): Slip | null =>
  withoutValue(statements) ??
  ofNothing(statements) ??
  notCalledSo(statements) ??
  badlyMade(statements) ??
  neverMade(statements) ??
  lookedInto(statements) ??
  readEarly(statements) ??
  keptBadly(statements) ??
  exchanged(statements) ??
  notMoved(statements) ??
  ofOtherExample(statements) ??
  mistrained(statements) ??
  wronglyThrough(statements) ??
  wronglyBack(statements) ??
  slipWithin(statements);

/**
 * The first one in statements, and in those within them.
 * @param around names that have a value around them
 */
function slipWithin(statements: readonly Statement[], around: readonly string[] = []): Slip | null {
  const known = [...around, ...boundIn(statements)];
  const made = madeOf([...statementsIn(statements)]);
  return (
    lostGradient(statements, known) ??
    changedUnmeant(statements) ??
    misused(statements) ??
    otherOrder(statements) ??
    listed(statements, around) ??
    firstOf(statementsIn(statements), (statement) => slipOf(statement, known, made))
  );
}

function slipOf(statement: Statement, known: readonly string[], made: Made): Slip | null {
  switch (statement.kind) {
    case 'loop':
      return (
        miscounted(statement) ??
        firstTurnAlone(statement) ??
        leftOut(statement, made) ??
        pairedAmiss(statement) ??
        goneThrough(statement, known)
      );
    case 'class':
      return (
        clearsState(statement) ??
        ofObject(statement) ??
        ofOtherMethod(statement, known) ??
        slipWithin(statement.body, known)
      );
    case 'define':
      return (
        ofFunction(statement, known) ?? slipWithin(statement.body, [...known, ...parametersOf(statement)])
      );
    case 'assign': {
      // np.sqrt = grad(w)
      const at = targetsOf(statement).find(
        (target) => target.kind === 'member' && target.of.kind === 'name' && isModule(target.of.name),
      );
      return at ? { at, reason: 'a new value for a function', help: SAME } : null;
    }
    default:
      return null;
  }
}

/** What a loop, a list or a function gives values. */
interface Given {
  names: readonly string[];
  body: readonly Statement[];
  /** What is gone through. */
  over?: readonly Node[];
  known: readonly string[];
}

/**
 * Of what is given something is not used, and beside it stands an index, parameters, a gradient or something moved that nothing
 * gives a value, or the whole of what is gone through: `for q in params: p -= lr * p.grad`.
 * @param isAny any name without a value
 */
function unbound({ names, body, over = [], known }: Given, isAny = false): Slip | null {
  const nodes = nodesIn(everyStatement(body));
  const used = new Set(namesUsed(everyStatement(body)));
  // What a loop gives other values is lost, too.
  for (const each of statementsIn(body))
    if (each.kind === 'loop') for (const name of each.names.flatMap(namesIn)) used.delete(name);
  const lost = names.find((name) => !used.has(name) && !name.startsWith('_'));
  if (lost === undefined || nodes.some(({ kind }) => kind === 'other' || kind === 'slice')) return null;
  const whole = new Set(over.flatMap(namesIn).filter((name) => !names.includes(name)));
  // `rng.integers(len(X))` takes no example.
  const parts = new Set(
    nodes.flatMap((node) =>
      isSize(node)
        ? walk(node)
        : node.kind === 'entry' || node.kind === 'member' || node.kind === 'call'
          ? node.of
          : [],
    ),
  );
  const taken = nodes.find(
    (node): node is Named => node.kind === 'name' && whole.has(node.name) && !parts.has(node),
  );
  if (taken) return noValue(taken, lost);
  // A state may be kept around all of it.
  const movedBy = (target: Node): Node => {
    const root = rootNodeOf(target);
    return root && !isStateKey(plainName(root.name)) ? root : target;
  };
  const moved = new Set<Node>([...statementsIn(body)].flatMap(changedBy).map(movedBy));
  const indices = new Set<Node>(indicesIn(body));
  // `X @ w - q` beside an example with its label y
  const labels = new Set(
    isLabel(lost)
      ? nodes.flatMap((node) => (node.kind === 'binary' && node.operator === '-' ? node.right : []))
      : [],
  );
  const stray = freeIn(body, [...known, ...names]).find((node) => {
    const key = plainName(node.name);
    const isTaken = indices.has(node) || moved.has(node) || labels.has(node);
    return (
      isAny || isTaken || isParameterKey(key) || isGradientKey(key) || (isTimeName(key) && !isSize(node))
    );
  });
  return stray ? noValue(stray, lost) : null;
}

/** Entries in a loop, of which the first has the index 0, and what a loop gives in turn. */
function goneThrough(loop: Statement & { kind: 'loop' }, known: readonly string[]): Slip | null {
  const { names, over, body, header } = loop;
  const own = names.flatMap(namesIn);
  const indices = indicesIn(body);
  const isKey = (name: string): boolean =>
    nodesIn(body).every((node) => node.kind !== 'name' || node.name !== name || indices.includes(node));
  const isIndex = indices.some((index) => index.kind === 'name' && own.includes(index.name));
  // for k in params: q[k] += v[k]; not W of `for k in ("W", "b")`, nor what "for each parameter i" says of i.
  const isOf = (word: string): boolean => new RegExp(`\\b${word}\\s+${own[0]}\\b`).test(header);
  const whole = wordsOf(header.replace(/"[^"]*"|'[^']*'/g, ' ')).find(
    (word) => !own.includes(word) && isParameterWord(plainName(word)) && !isOf(word),
  );
  const isOfEntries = own.length === 1 && isKey(own[0]!);
  // States and gradients have entries of their own.
  const isMovedElsewhere = [...statementsIn(body)]
    .flatMap(changedBy)
    .flatMap((target) => rootNodeOf(target) ?? [])
    .some(({ name }) => !isStateKey(plainName(name)) && !isGradientKey(plainName(name)));
  if (
    whole !== undefined &&
    isOfEntries &&
    isIndex &&
    isMovedElsewhere &&
    !nodesIn(body).some((node) => namesIn(node).includes(whole))
  )
    return { at: loop, reason: `a loop over “${whole}” that does not use it`, help: SAME };
  // The number of an example is counted and need not be used.
  const isCounted = over !== null && calledName(over) === 'enumerate' && isOverSteps(loop);
  const given = isCounted ? own.slice(1) : own;
  return countsSteps(loop) ? null : unbound({ names: given, body, over: over ? [over] : [], known });
}

/** `[q + g for m, g in zip(ms, gs)]`, and `ms.map((m) => q + g)` */
const listed = (statements: readonly Statement[], around: readonly string[]): Slip | null =>
  firstOf(nodesIn(statements), (node) => {
    if (node.kind !== 'call') return null;
    const values = node.args.map(({ value }) => value);
    const [made, ...over] = node.of.kind === 'function' ? [node.of, ...values] : values;
    if (made?.kind !== 'function' || (made !== node.of && !/map$/.test(calledName(node)))) return null;
    const each = made !== node.of && node.of.kind === 'member' ? [node.of.of] : [];
    const known = [...around, ...boundIn(statements, node.from)];
    return unbound({ names: parametersOf(made), body: made.body, over: [...over, ...each], known });
  });

/** `q = grad(w)` and `q = grads[k]`, which nothing uses, beside a g that nothing gives a value. */
function lostGradient(statements: readonly Statement[], known: readonly string[]): Slip | null {
  const names = namesUsed(statements);
  for (const statement of statementsIn(statements)) {
    if (statement.kind !== 'assign') continue;
    const { value } = statement;
    const isEntry = value.kind === 'entry' && isGradientKey(plainName(lastName(value.of) ?? ''));
    if (!isEntry && !isGradientCall(calledName(value))) continue;
    const [name] = targetsOf(statement).flatMap(namesIn);
    const isLost = name !== undefined && names.indexOf(name) === names.lastIndexOf(name);
    if (!isLost || isGradientKey(plainName(name))) continue;
    const stray = freeIn(statements, known).find((node) => isGradientKey(plainName(node.name)));
    if (stray) return noValue(stray, name);
  }
  return null;
}

/** `for i in range(len(q)): w[i] -= lr * g[i]` in a function of w that has no q. */
function countedByAnother(
  body: readonly Statement[],
  names: readonly string[],
  known: readonly string[],
): Slip | null {
  const inside = nodesIn([...statementsIn(body)].filter(({ kind }) => kind !== 'loop')).map(lastName);
  return firstOf(statementsIn(body), (each) => {
    if (each.kind !== 'loop') return null;
    const counted = /(?:\blen\(|\brange |\bnumel\()(\w+)\)?|(?<![\w.])(\w+)\.(?:length|size)\b/
      .exec(each.header)
      ?.slice(1)
      .find(Boolean);
    const own = each.names.flatMap(namesIn);
    const isOfGiven = nodesIn(each.body).some(
      (node) =>
        node.kind === 'entry' &&
        names.includes(lastName(node.of) ?? '') &&
        own.some((name) => node.index !== null && isNamed(name)(node.index)),
    );
    const isThere =
      counted === undefined || [...known, ...names, ...boundIn(body), ...inside].includes(counted);
    return isOfGiven && !isThere ? { at: each, reason: `“${counted}” gets no value`, help: SAME } : null;
  });
}

/** `lrate` in a function of `lr`. */
function ofFunction(
  { parameters, body, from, to }: Statement & { kind: 'define' },
  known: readonly string[],
): Slip | null {
  const names = parameters.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    return { at: { from, to }, reason: `two parameters “${twice}” of one function`, help: SAME };
  const numbers = parameters.filter(({ value }) => value?.kind === 'number').map(({ name }) => name);
  // Nothing moves the parameters that the function is given, and something else is moved.
  const moved = [...statementsIn(body)].flatMap(changedBy).flatMap((target) => rootNodeOf(target) ?? []);
  const free = freeIn(body, [...known, ...names]);
  const given = names.find((name) => isParameterWord(plainName(name)));
  // `return w` of a w that is as it was
  const isReturned = [...statementsIn(body)].some(
    (each) => each.kind === 'return' && !(given !== undefined && isNamed(given)(each.value)),
  );
  const other =
    isReturned || moved.some(({ name }) => name === given)
      ? undefined
      : moved.find((name) => free.includes(name));
  return (
    unbound({ names: numbers, body, known: [...known, ...names] }, true) ??
    unbound({ names, body, known }) ??
    countedByAnother(body, names, known) ??
    (given !== undefined && other ? noValue(other, given, 'moved') : null)
  );
}

/** A `zero_grad`, which is called in every step, that clears what is kept from step to step. */
function clearsState({ body }: Statement & { kind: 'class' }): Slip | null {
  const clearing = body.find((each) => each.kind === 'define' && /^zero_?grads?$/i.test(each.name));
  const kept = new Set(
    body.flatMap((each) =>
      each.kind === 'define' && each !== clearing && !CONSTRUCTOR.test(each.name)
        ? nodesIn(each.body).flatMap((node) => (isOwnField(node) ? node.name : []))
        : [],
    ),
  );
  const own = clearing?.kind === 'define' ? clearing.body : [];
  const at = [...[...statementsIn(own)].flatMap(targetsOf), ...clearedIn(own)].find((target) => {
    const field = target.kind === 'entry' ? target.of : target;
    return isOwnField(field) && kept.has(field.name) && !isGradientKey(plainName(field.name));
  });
  return at
    ? { at, reason: 'a state that is cleared with the gradients', help: 'Clear the gradients alone.' }
    : null;
}

/** `self.v *= momentum`, where only another method has a momentum. */
function ofOtherMethod({ body }: Statement & { kind: 'class' }, known: readonly string[]): Slip | null {
  const methods = body.filter((each) => each.kind === 'define');
  const own = methods.map((method) => [
    ...parametersOf(method),
    ...boundIn(method.body),
    ...nodesIn(method.body).flatMap((node) => (node.kind === 'function' ? parametersOf(node) : [])),
  ]);
  for (const [i, { body: inner }] of methods.entries()) {
    const others = own.flatMap((names, k) => (k === i ? [] : names));
    const stray = freeIn(inner, [...known, ...own[i]!]).find(({ name }) => others.includes(name));
    if (!stray) continue;
    const reason = `“${stray.name}” gets no value in this method`;
    return { at: stray, reason, help: 'Take the one of the object.' };
  }
  return null;
}

/** Fields and names of a class of which one has a value and is not used, and another is used and has none. */
function ofObject({ body }: Statement & { kind: 'class' }): Slip | null {
  const methods = body.filter((each) => each.kind === 'define');
  const inner = body.flatMap((each) => (each.kind === 'define' ? each.body : [each]));
  const changed = [...statementsIn(inner)].filter((each) => each.kind === 'assign' && each.operator === '');
  const targets = new Set(changed.flatMap(targetsOf));
  const nodes = nodesIn(inner).filter((node) => node.kind === 'name' || isOwnField(node));
  const [made, used] = [
    nodes.filter((node) => targets.has(node)),
    nodes.filter((node) => !targets.has(node)),
  ];
  // A field may have the name of what it is given.
  const isIn = (list: readonly Node[], of: Node & { name: string }): boolean =>
    list.some((node) => isOwnField(node) === isOwnField(of) && namesIn(node)[0] === of.name);
  const declared = body.flatMap((each) =>
    each.kind === 'define' ? [each.name] : targetsOf(each).flatMap(namesIn),
  );
  const fields = used.filter(isOwnField);
  // `self.lr = self.lr` and `self.lr = q` of an object that is given an lr when it is made.
  const init = methods.find(({ name }) => name === '__init__');
  const given = init ? parametersOf(init) : [];
  const start = init?.body ?? [];
  const isHandedUp = nodesIn(start).some((node) => node.kind === 'member' && node.name === '__init__');
  const isTaken = (of: string): boolean =>
    nodesIn(start).some((node) => node.kind === 'name' && node.name === of);
  const lost = fields.find(
    (field) => given.includes(field.name) && !((isHandedUp || isIn(made, field)) && isTaken(field.name)),
  );
  if (lost) return { at: lost, reason: `“${lost.name}” is given, and not used`, help: SAME };
  const unused = made.find((node) => !declared.includes(node.name) && !isIn(used, node))?.name;
  if (unused === undefined) return null;
  const isInherited = (name: string): boolean =>
    means('owner', name) || means('container', name) || name === 'training';
  const field = fields.find(
    (node) => !isIn(made, node) && !declared.includes(node.name) && !isInherited(node.name),
  );
  return field ? noValue(field, unused) : null;
}
