/**
 * The gradient of a batch that a program adds up from those of its examples: read as the gradient that it is, so that the rule
 * behind it can be judged. The mean of the gradients of examples is the gradient of their mean, and so is their sum but for a
 * factor that the learning rate takes.
 */
import { isGradientCall, means } from '../lexicon.ts';
import type { Node, Statement } from '../syntax/nodes.ts';
import { isGradientByHand, workedOut } from './byHand.ts';
import { isGradientKey, isParameterWord, isTimeName, plainName } from './names.ts';
import { isSize } from './sizes.ts';
import { calledName, isOfGradient, namesIn, statementsIn, targetsOf, walk } from './survey.ts';

type Loop = Statement & { kind: 'loop' };
type Assign = Statement & { kind: 'assign' };

export interface Batched {
  statements: Statement[];
  /** Names of the gradients that the program works out from its data. */
  byHand: string[];
}

/** The statements with every gradient of a batch in one piece. */
export function batched(statements: readonly Statement[]): Batched {
  const byHand: string[] = [];
  return { statements: withoutSums(statements, byHand), byHand };
}

function withoutSums(statements: readonly Statement[], byHand: string[]): Statement[] {
  let found: Statement[] = [];
  for (const statement of statements) {
    if (isCleared(statement)) continue;
    if (statement.kind === 'define' && isGradientByHand(statement)) {
      byHand.push(statement.name);
      continue;
    }
    const sums = statement.kind === 'loop' ? sumsOf(statement, found) : null;
    if (statement.kind === 'loop' && sums) {
      const accumulators = new Set(sums);
      found = found.filter((each) => !startsAt(each, accumulators));
      const counted = new Set(statement.names.flatMap(namesIn));
      found.push(...statement.body.map((each) => once(each, accumulators, counted)));
    } else found.push(inside(statement, byHand));
  }
  return withoutSizes(workedOut(found, byHand));
}

function inside(statement: Statement, byHand: string[]): Statement {
  switch (statement.kind) {
    case 'loop':
    case 'define':
    case 'class':
      return { ...statement, body: withoutSums(statement.body, byHand) };
    case 'if':
      return {
        ...statement,
        then: withoutSums(statement.then, byHand),
        otherwise: withoutSums(statement.otherwise, byHand),
      };
    default:
      return statement;
  }
}

/** `p.grad = None` clears what the next batch fills. */
const isCleared = (statement: Statement): boolean =>
  statement.kind === 'assign' &&
  statement.value.kind === 'nothing' &&
  targetsOf(statement).every(isOfGradient);

/** g of `g`, `g[k]` and `g.b`. */
const rootOf = (target: Node): string | null =>
  target.kind === 'name'
    ? target.name
    : target.kind === 'entry' || target.kind === 'member'
      ? rootOf(target.of)
      : null;

const isZero = (node: Node): boolean =>
  (node.kind === 'number' && node.value === 0) ||
  (node.kind === 'call' &&
    (node.of.kind === 'function'
      ? node.of.body.some((each) => each.kind === 'return' && isZero(each.value))
      : (node.of.kind === 'member' || node.of.kind === 'name') && means('zeros', node.of.name)));

const startsAt = (statement: Statement, names: ReadonlySet<string>): boolean =>
  statement.kind === 'assign' &&
  statement.operator === '' &&
  isZero(statement.value) &&
  targetsOf(statement).every((target) => target.kind === 'name' && names.has(target.name));

/** `g += x` and `g = g + x`: what is added, and to what. */
function addedIn({ targets, operator, value }: Assign): { to: string; what: Node } | null {
  const [target, ...others] = targets;
  const to = target && rootOf(target);
  if (!target || others.length > 0 || to === null || to === undefined) return null;
  if (operator === '+') return { to, what: value };
  const isOwn = (node: Node): boolean => rootOf(node) === to && node.kind === target.kind;
  if (operator !== '' || value.kind !== 'binary' || value.operator !== '+') return null;
  if (isOwn(value.left)) return { to, what: value.right };
  return isOwn(value.right) ? { to, what: value.left } : null;
}

/**
 * Names that a loop over the examples of a batch adds gradients up in, from zero; null where it does anything else.
 * @param before what stands above it in the same step
 */
function sumsOf(loop: Loop, before: readonly Statement[]): string[] | null {
  const all = [...statementsIn(loop.body)].filter((each) => each.kind !== 'loop');
  if (!all.every((each) => each.kind === 'assign')) return null;
  const added = all.map(addedIn);
  const sums = new Set(added.flatMap((each) => each?.to ?? []));
  const own = all.flatMap((each, i) => (added[i] ? [] : targetsOf(each).map(rootOf)));
  const isLocal = (name: string | null): boolean =>
    name !== null && !sums.has(name) && !isParameterWord(plainName(name)) && !isTimeName(plainName(name));
  const isStarted = (name: string): boolean => before.some((each) => startsAt(each, new Set([name])));
  const uses = all.flatMap((each, i) => namesIn(added[i]?.what ?? each.value));
  // What is worked out from data may be one, but nothing that is made from a gradient: the mean of squares is no square of a mean.
  const isWorkedOut = ({ to, what }: { to: string; what: Node }): boolean =>
    isGradientKey(plainName(to)) && !walk(what).some((part) => isGradientLike(part, all));
  const isGradient = (each: ReturnType<typeof addedIn>): boolean =>
    each === null || isGradientLike(each.what, all) || isWorkedOut(each);
  return sums.size > 0 &&
    [...sums].every(isStarted) &&
    own.every(isLocal) &&
    added.every(isGradient) &&
    !uses.some((name) => sums.has(name))
    ? [...sums]
    : null;
}

/** A gradient as it is, by its name, by what is called for it, or by a name that holds one of these; not its square. */
function isGradientLike(node: Node, made: readonly Assign[]): boolean {
  switch (node.kind) {
    case 'call':
      return (node.of.kind === 'name' || node.of.kind === 'member') && isGradientCall(node.of.name);
    case 'entry':
      return isGradientLike(node.of, made);
    case 'binary':
      return node.operator === '/' && isSize(node.right) && isGradientLike(node.left, made);
    case 'member':
      return isOfGradient(node);
    case 'name': {
      const by = made.find((each) => targetsOf(each).some((target) => rootOf(target) === node.name));
      return by ? isGradientLike(by.value, made) : isGradientKey(plainName(node.name));
    }
    default:
      return false;
  }
}

/** What a loop does with one example, from zero: `X[i]` is the example. */
function once(statement: Statement, sums: ReadonlySet<string>, counted: ReadonlySet<string>): Statement {
  if (statement.kind === 'loop')
    return { ...statement, body: statement.body.map((each) => once(each, sums, counted)) };
  if (statement.kind !== 'assign') return statement;
  const added = addedIn(statement);
  const sum = added && sums.has(added.to) ? { operator: '', value: added.what } : {};
  const isExample = (node: Node): node is Node & { kind: 'entry' } =>
    node.kind === 'entry' && node.index?.kind === 'name' && counted.has(node.index.name);
  const made = { ...statement, ...sum };
  return { ...made, value: rewritten(made.value, (node) => (isExample(node) ? node.of : node)) };
}

/** Without the division of a gradient by the size of its batch, which the learning rate takes. */
function withoutSizes(statements: readonly Statement[]): Statement[] {
  const made = statements.filter((each) => each.kind === 'assign');
  const isMean = (node: Node): boolean =>
    isSize(node) && (node.kind !== 'name' || statements.every((each) => isOnlySize(each, node.name)));
  const isShare = (node: Node): boolean =>
    node.kind === 'binary' &&
    node.operator === '/' &&
    node.left.kind === 'number' &&
    node.left.value === 1 &&
    isMean(node.right);
  const withoutSize = (node: Node): Node => {
    // torch.autograd.grad(loss, w)[0]
    if (node.kind === 'entry' && node.index?.kind === 'number' && node.index.value === 0)
      return node.of.kind === 'call' && isGradientCall(calledName(node.of)) ? node.of : node;
    if (node.kind !== 'binary') return node;
    if (node.operator === '/' && isMean(node.right) && isOfOneGradient(node.left, made)) return node.left;
    return node.operator === '*' && isShare(node.left) && isOfOneGradient(node.right, made)
      ? node.right
      : node;
  };
  return statements.flatMap((statement): Statement[] => {
    if (statement.kind === 'loop') return [{ ...statement, body: withoutSizes(statement.body) }];
    if (statement.kind !== 'assign') return [statement];
    const [target] = targetsOf(statement);
    const name = target ? rootOf(target) : null;
    const isGradient = name !== null && isGradientKey(plainName(name));
    // Its index still has to be the one of the others.
    if (statement.operator === '/' && isGradient && isMean(statement.value))
      return [{ ...statement, operator: '', value: target! }];
    const value = rewritten(statement.value, (node) => withoutSize(sumOf(node) ?? node));
    return [{ ...statement, value }];
  });
}

/** `np.mean([grad(w, x) for x in batch], axis=0)`: the gradient of each. Over all axes it would be one number. */
function sumOf(node: Node): Node | null {
  if (node.kind !== 'call') return null;
  const isMethod = node.of.kind === 'member' && node.of.of.kind === 'call';
  const given = isMethod && node.of.kind === 'member' ? node.of.of : node.args[0]?.value;
  const all = given && (sumOf(given) ?? given);
  const others = isMethod ? node.args : node.args.slice(1);
  const isAlongFirst = others.some(
    ({ keyword, value }) =>
      /^(?:axis|dim)$/.test(keyword ?? 'axis') && value.kind === 'number' && value.value === 0,
  );
  const name = calledName(node);
  const isSum = name === 'stack' || (name === 'sum' && node.of.kind === 'name') || isAlongFirst;
  if (!/^(?:mean|sum|average|stack)$/.test(name) || !isSum || all?.kind !== 'call') return null;
  if (isGradientLike(all, [])) return all;
  const [last] = all.of.kind === 'function' ? all.of.body.slice(-1) : [];
  return last?.kind === 'return' && isGradientLike(last.value, []) ? last.value : null;
}

/** Does a statement use a name for nothing but to divide by it, and give it no other value? */
function isOnlySize(statement: Statement, name: string): boolean {
  if (statement.kind !== 'assign') return true;
  const isIt = (node: Node): boolean => node.kind === 'name' && node.name === name;
  if (targetsOf(statement).some(isIt)) return isSize(statement.value) || statement.value.kind === 'other';
  const all = walk(statement.value);
  const divisors = all.filter((node) => node.kind === 'binary' && node.operator === '/' && isIt(node.right));
  return all.filter(isIt).length === divisors.length;
}

/** A gradient, or a product with one. */
const isOfOneGradient = (node: Node, made: readonly Assign[]): boolean =>
  node.kind === 'binary' && node.operator === '*'
    ? isOfOneGradient(node.left, made) !== isOfOneGradient(node.right, made)
    : isGradientLike(node, made);

/** An expression with `change` made from the inside out. */
function rewritten(node: Node, change: (node: Node) => Node): Node {
  const inner = (part: Node): Node => rewritten(part, change);
  switch (node.kind) {
    case 'member':
    case 'minus':
      return change({ ...node, of: inner(node.of) });
    case 'call':
      return change({
        ...node,
        args: node.args.map(({ keyword, value }) => ({ keyword, value: inner(value) })),
      });
    case 'binary':
      return change({ ...node, left: inner(node.left), right: inner(node.right) });
    case 'tuple':
      return change({ ...node, items: node.items.map(inner) });
    default:
      return change(node);
  }
}
