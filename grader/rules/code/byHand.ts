/**
 * Gradients that a program works out from its data itself: taken for gradients where they grow with what they are taken by. That is
 * not all there is to a gradient, so the answer says what was taken for one.
 */
import { isGradientCall, isRateName, means } from '../lexicon.ts';
import type { Node, Statement } from '../syntax/nodes.ts';
import { isGradientKey, isParameterWord, labelOfGradient, plainName } from './names.ts';
import { isSize } from './sizes.ts';
import {
  calledName,
  changedBy,
  freeIn,
  isOfGradient,
  namesIn,
  pairsOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from './survey.ts';

/** `dW = X.T @ (X @ W - Y)`: a gradient that grows with what it is taken by, made from data alone. */
export function workedOut(statements: readonly Statement[], byHand: string[]): Statement[] {
  const made = new Map<string, Node>();
  const moved = movedIn(statements);
  /** Parameters that stand at another point already than where the step began. */
  const ahead = new Set<string>();
  return statements.map((statement) => {
    const name = onlyNameOf(statement);
    if (statement.kind !== 'assign' || name === null) {
      if (isMasked(statement)) return statement;
      for (const each of movedIn([statement])) ahead.add(each);
      note(made, statement);
      return statement;
    }
    const { value } = statement;
    const of = isGradientKey(plainName(name)) ? takenBy(name, value, made, moved) : null;
    const known = new Map([...made].filter(([each]) => each !== of));
    const isOurs =
      of !== null &&
      isFromData(value, known, moved) &&
      !throughout(value, known).some((each) => each.kind === 'name' && ahead.has(each.name)) &&
      growsWith(value, of, known, moved);
    for (const each of movedIn([statement])) ahead.add(each);
    note(made, statement);
    if (!isOurs) return statement;
    made.delete(name);
    byHand.push(name);
    const at = { from: value.from, to: value.to };
    const [grad, by] = ['grad', of].map((each): Node => ({ kind: 'name', name: each, ...at }));
    return { ...statement, value: { kind: 'call', of: grad!, args: [{ keyword: null, value: by! }], ...at } };
  });
}

const NOTHING: Node = { kind: 'nothing', from: 0, to: 0 };

/** `grad_h[h < 0] = 0`: what goes back through a ReLU. */
const isMasked = (statement: Statement): boolean =>
  pairsOf(statement).some(
    ([target, value]) =>
      target.kind === 'entry' &&
      target.index?.kind === 'binary' &&
      /^<=?$/.test(target.index.operator) &&
      value.kind === 'number' &&
      value.value === 0,
  );

/**
 * Does a gradient grow with what it is taken by? That is not seen of what goes back through the layers of a net: it has to be the
 * parameter that the gradient's name says, and what comes back from the layer behind goes into it as it is.
 */
function growsWith(
  value: Node,
  of: string,
  made: ReadonlyMap<string, Node>,
  moved: ReadonlySet<string>,
): boolean {
  const sign = signIn(value, of, made);
  return sign === 1 || (sign !== -1 && moved.has(of) && goesBack(value, made));
}

/** What comes back from a layer, as programs call it. */
const BACK = /^(?:d|delta|grad|err|δ)/i;
const LAYER = /^(?:dot|matmul|mm|sum)$/;
const BENT = /^(?:sign|abs|square|sqrt|norm|clip\w*|clamp\w*|maximum|minimum|max|min|pow(?:er)?)$/;

/** `dW1 = X.T @ dh` of `dh = dpred @ W2.T` */
function goesBack(value: Node, made: ReadonlyMap<string, Node>): boolean {
  const isBack = (node: Node): boolean => node.kind === 'name' && made.has(node.name) && BACK.test(node.name);
  const back = throughout(value, made).filter(isBack);
  const values = [
    value,
    ...back.flatMap((node) => (node.kind === 'name' ? (made.get(node.name) ?? []) : [])),
  ];
  const isBent = (node: Node): boolean =>
    (BENT.test(calledName(node)) || (node.kind === 'binary' && node.operator === '**')) &&
    walk(node).some((part) => isBack(part) || isLayer(part));
  return back.length > 0 && walk(value).some(isLayer) && !values.flatMap(walk).some(isBent);
}

const isLayer = (node: Node): boolean =>
  (node.kind === 'binary' && node.operator === '@') || LAYER.test(calledName(node));

/** Parameters that statements move. */
const movedIn = (statements: readonly Statement[]): ReadonlySet<string> =>
  new Set(
    [...statementsIn(statements)].flatMap(changedBy).flatMap((target) => {
      const name = rootNameOf(target);
      return name !== null && isParameterWord(plainName(name)) ? [name] : [];
    }),
  );

/** v of `v = …`; null of any other statement. */
function onlyNameOf(statement: Statement): string | null {
  const [target, ...others] = targetsOf(statement);
  if (statement.kind !== 'assign' || statement.operator !== '' || others.length > 0) return null;
  return target?.kind === 'name' ? target.name : null;
}

/** Notes what a statement makes, by name. */
export function note(made: Map<string, Node>, statement: Statement): void {
  for (const each of [...statementsIn([statement])].flatMap(changedBy)) forget(made, rootNameOf(each));
  const name = onlyNameOf(statement);
  if (name !== null && statement.kind === 'assign') made.set(name, statement.value);
}

/** What was made from a name that gets another value is not made from that. */
function forget(made: Map<string, Node>, changed: string | null): void {
  if (changed === null) return;
  made.delete(changed);
  for (const [name, value] of [...made])
    if (made.has(name) && namesIn(value).includes(changed)) forget(made, name);
}

/** `W + mu * v`: parameters as they are, and what is no parameter; not `W x + b - y`. */
const isAhead = (node: Node, moved: ReadonlySet<string>): boolean =>
  namesIn(node).filter((name) => moved.has(name)).length === 1 && hasTerm(node, moved);

const hasTerm = (node: Node, names: ReadonlySet<string>): boolean =>
  node.kind === 'binary' &&
  /^[-+]$/.test(node.operator) &&
  [node.left, node.right].some(
    (each) => (each.kind === 'name' && names.has(each.name)) || hasTerm(each, names),
  );

/**
 * The parameters, or the point ahead of them, that a gradient without a label is taken by: the one thing in it that the program
 * moves. Null where that is none or several.
 */
function takenBy(
  gradient: string,
  value: Node,
  made: ReadonlyMap<string, Node>,
  moved: ReadonlySet<string>,
): string | null {
  const label = labelOfGradient(plainName(gradient));
  const isPoint = (name: string): boolean => moved.has(name) || isAhead(made.get(name) ?? NOTHING, moved);
  const names = new Set(namesIn(value));
  // What is found on the way is looked through in turn.
  for (const name of names)
    if (!isPoint(name)) for (const each of namesIn(made.get(name) ?? NOTHING)) names.add(each);
  const isOf = (name: string): boolean =>
    label === null || plainName(name) === label || namesIn(made.get(name) ?? NOTHING).includes(label);
  const labelled = [...moved].find((name) => plainName(name) === label) ?? label;
  const [only = labelled, ...others] = [...names].filter((name) => isPoint(name) && isOf(name));
  return others.length === 0 ? only : null;
}

/** `def grad(w): return X.T @ (X @ w - y)`, and one that returns several. */
export function isGradientByHand({ name, parameters, body }: Statement & { kind: 'define' }): boolean {
  const last = body.at(-1);
  if (!isGradientCall(name) || last?.kind !== 'return') return false;
  const steps = body.slice(0, -1);
  if (!steps.every((each) => each.kind === 'assign' && each.operator === '')) return false;
  const made = new Map<string, Node>();
  for (const each of steps)
    for (const target of targetsOf(each))
      if (each.kind === 'assign' && target.kind === 'name') made.set(target.name, each.value);
  const entries = entriesOf(last.value, made);
  const values = last.value.kind === 'tuple' ? last.value.items : (entries ?? [last.value]);
  const isOf = (by: readonly string[]): boolean =>
    values.every(
      (value) => isFromData(value, made, new Set(by)) && by.some((each) => signIn(value, each, made) === 1),
    ) &&
    (entries?.every((value, i) => isOfEntry(value, i, by, made)) ?? true);
  const given = parameters.map((each) => each.name);
  // def gradient(x, y): return 2 * x * (x * w - y)
  const free = freeIn(body, given).map((each) => each.name);
  return [given, free].some((names) => isOf(names.filter((each) => isParameterWord(plainName(each)))));
}

/** The entries of `np.array([dw_1, dw_2])`, by their values; null of what is no such array. */
function entriesOf(node: Node, made: ReadonlyMap<string, Node>): Node[] | null {
  const valueOf = (each: Node): Node => (each.kind === 'name' && made.get(each.name)) || each;
  const value = valueOf(node);
  const [list, ...more] =
    value.kind === 'call' && /^(?:as)?array$|^tensor$/.test(calledName(value)) ? value.args : [];
  return list?.value.kind === 'tuple' && more.length === 0 ? list.value.items.map(valueOf) : null;
}

/** Is entry `i` made of entry `i` of the parameters alone? Where it is made of others, nothing tells the order from a wrong one. */
function isOfEntry(
  value: Node,
  i: number,
  parameters: readonly string[],
  made: ReadonlyMap<string, Node>,
): boolean {
  const parts = throughout(value, made);
  const isParameter = (part: Node): boolean => part.kind === 'name' && parameters.includes(part.name);
  const isIts = (part: Node): boolean =>
    part.kind === 'entry' && isParameter(part.of) && part.index?.kind === 'number' && part.index.value === i;
  return parts.filter(isIts).length === parts.filter(isParameter).length;
}

/** An expression with all its parts, and those of what its names were made from. */
function throughout(node: Node, made: ReadonlyMap<string, Node>): Node[] {
  const names = new Set(namesIn(node));
  for (const name of names) for (const each of namesIn(made.get(name) ?? NOTHING)) names.add(each);
  return [node, ...[...names].flatMap((name) => made.get(name) ?? [])].flatMap(walk);
}

/** Is it one term of data alone, without what the rule itself computes with: no rate, no decay, no gradient already? */
function isFromData(node: Node, made: ReadonlyMap<string, Node>, parameters: ReadonlySet<string>): boolean {
  if (isSum(node) || (node.kind === 'name' && !made.has(node.name))) return false;
  const seen = new Set<string>();
  const isData = (each: Node): boolean => {
    if (
      each.kind === 'call' &&
      (each.of.kind === 'name' || each.of.kind === 'member') &&
      isGradientCall(each.of.name)
    )
      return false;
    if (isOfGradient(each)) return false;
    if (each.kind !== 'name' || seen.has(each.name)) return true;
    seen.add(each.name);
    const key = plainName(each.name);
    const value = made.get(each.name);
    // What goes back through a layer is no gradient of a parameter.
    const isBetween =
      value !== undefined && ![...parameters].some((name) => plainName(name) === labelOfGradient(key));
    if (isGradientKey(key) && !isBetween) return false;
    if (isRateName(key) || means('decay', key) || means('momentum', key)) return false;
    return value === undefined || walk(value).every(isData);
  };
  return walk(node).every(isData);
}

/** A decay of the weights may be added. */
const isSum = (node: Node): boolean =>
  node.kind === 'binary' && (/^[-+]$/.test(node.operator) || (node.operator === '/' && isSum(node.left)));

/** Products and sums of arrays, and what a model makes of them; no square, sign or size, which no gradient goes through. */
const GROWS =
  /^(?:dot|matmul|mm|outer|einsum|sum|mean|average|transpose|reshape|ravel|flatten|array|exp|sigmoid|softmax|tanh|relu|logistic|expit|forward|predict|model|net)$/i;

/**
 * Does a value grow (1) or fall (−1) with a name? Factors of data count twice and have no sign: X.T @ (X @ W). 0 where it does
 * not depend on it, null where that cannot be said.
 */
function signIn(node: Node, name: string, made: ReadonlyMap<string, Node>, depth = 0): 1 | -1 | 0 | null {
  const inner = (part: Node): 1 | -1 | 0 | null => signIn(part, name, made, depth + 1);
  const either = (a: 1 | -1 | 0 | null, b: 1 | -1 | 0 | null): 1 | -1 | 0 | null =>
    a === null || b === null ? null : a === 0 ? b : b === 0 || a === b ? a : null;
  const turned = (sign: 1 | -1 | 0 | null): 1 | -1 | 0 | null =>
    sign === null || sign === 0 ? sign : sign === 1 ? -1 : 1;
  if (depth > 20) return null;
  switch (node.kind) {
    case 'number':
    case 'string':
      return 0;
    case 'name': {
      if (node.name === name) return 1;
      const value = made.get(node.name);
      return value ? inner(value) : 0;
    }
    case 'member':
    case 'entry':
      return inner(node.of);
    case 'minus':
      return turned(inner(node.of));
    case 'call': {
      if (isSize(node)) return 0;
      if (!GROWS.test(calledName(node)) || isOverAll(node, made)) return null;
      const of = node.of.kind === 'member' ? inner(node.of.of) : 0;
      return node.args.map(({ value }) => inner(value)).reduce(either, of);
    }
    case 'binary': {
      const [left, right] = [inner(node.left), inner(node.right)];
      if (node.operator === '+') return either(left, right);
      if (node.operator === '-') return either(left, turned(right));
      if (node.operator === '/' && left === 0 && isShareOfOne(node)) return turned(right);
      if (node.operator === '/') return right === 0 ? left : null;
      if (!/^[*@]$/.test(node.operator) || (left !== 0 && right !== 0)) return null;
      const sign = either(left, right);
      return isNegative(left === 0 ? node.left : node.right) ? turned(sign) : sign;
    }
    default:
      return null;
  }
}

/** `np.mean(err[:, None] * X)` of an err that is `X @ w - y`: one number for all parameters. */
function isOverAll(node: Node & { kind: 'call' }, made: ReadonlyMap<string, Node>): boolean {
  const isMethod = node.of.kind === 'member' && node.args.length === 0;
  const of = isMethod && node.of.kind === 'member' ? node.of.of : node.args[0]?.value;
  const isTotal = /^(?:sum|mean|average)$/.test(calledName(node)) && node.args.length === (isMethod ? 0 : 1);
  if (!isTotal || of?.kind !== 'binary' || of.operator !== '*') return false;
  return throughout(of, made).some(
    (part) =>
      (part.kind === 'binary' && part.operator === '@') ||
      /^(?:dot|matmul|mm|einsum)$/.test(calledName(part)),
  );
}

/** `1 / (1 + exp(-z))` */
const isShareOfOne = ({ left, right }: Node & { kind: 'binary' }): boolean =>
  left.kind === 'number' &&
  left.value > 0 &&
  right.kind === 'binary' &&
  right.operator === '+' &&
  [right.left, right.right].every(
    (each) => (each.kind === 'number' && each.value > 0) || calledName(each) === 'exp',
  );

/** −2 and −2 X.T */
const isNegative = (node: Node): boolean =>
  node.kind === 'binary'
    ? /^[*@/]$/.test(node.operator) && isNegative(node.left) !== isNegative(node.right)
    : node.kind === 'minus'
      ? !isNegative(node.of)
      : node.kind === 'number' && node.value < 0;
