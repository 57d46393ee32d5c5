/**
 * The gradient of a batch that a program adds up from those of its examples: read as the gradient that it is, so that the rule
 * behind it can be judged. The mean of the gradients of examples is the gradient of their mean, and so is their sum but for a
 * factor that the learning rate takes.
 */
import { givesLossAndGradient, isGradientCall, means } from '../../lexicon.ts';
import { assigned, withBodies } from '../../syntax/nodes.ts';
import type { Define, Loop, Node, Statement } from '../../syntax/nodes.ts';
import { isBackpropagation } from './backpropagation.ts';
import { workedOut } from './byHand.ts';
import type { Found } from './byHand.ts';
import { functionsOf } from '../seen/closed.ts';
import { note } from './fromData.ts';
import type { Program } from './fromData.ts';
import { functionIn, isGradientByHand, isNamedGradient } from './gradientFunctions.ts';
import { asListed } from './listedGradients.ts';
import { paired, withLosses } from './lossesBeside.ts';
import { isGradientKey, isTimeName, ownOfGradient, plainName } from '../seen/names.ts';
import { isOnlyShown } from '../seen/shown.ts';
import { definesIn } from '../seen/stepsOf.ts';
import { isSize } from '../seen/sizes.ts';
import {
  calledName,
  changedInside,
  entryMade,
  everyStatement,
  isOfGradient,
  madeOnce,
  namesIn,
  onlyReturn,
  pairsOf,
  rewritten,
  rootNameOf,
  statementsIn,
  takesOver,
  targetsOf,
  walk,
} from '../seen/survey.ts';

type Assign = Statement & { kind: 'assign' };

export interface Batched extends Found {
  statements: Statement[];
}

/**
 * The statements with every gradient of a batch in one piece.
 * @param textOf what stands in the program
 */
export function batched(statements: readonly Statement[], textOf: (node: Node) => string): Batched {
  const taken: Found = { byHand: [], late: null };
  const all = everyStatement(statements);
  const made = madeOnce(all);
  const numbers = [...made].flatMap(([name, value]) =>
    value.kind === 'number' ? [[name, value.value] as const] : [],
  );
  const program = { functions: functionsOf(statements), numbers: new Map(numbers), textOf };
  const own = (each: Statement): boolean => {
    const define = functionIn(each);
    return (
      define !== null && (isBackpropagation(define) || isGradientByHand(inOne(define), statements, program))
    );
  };
  const withoutSums = (list: readonly Statement[]): Statement[] => {
    const found: Statement[] = [];
    for (const [i, each] of list.entries()) {
      const statement = filled(each);
      if (isCleared(statement)) continue;
      if (own(statement)) taken.byHand.push(functionIn(statement)!.name);
      else
        found.push(...(summed(statement, found, list.slice(i + 1)) ?? [withBodies(statement, withoutSums)]));
    }
    return withoutSizes(workedOut(asListed(found, made, taken), program, taken));
  };
  /** Is anything told of what a function does with what it is given, other than that it gives gradients? */
  const given = new Map(
    [...definesIn(statements).filter(isBackpropagation), ...withLosses(all, statements, program)].map(
      (each) => [each.name, each] as const,
    ),
  );
  const isTold = (name: string): boolean =>
    !given.has(name) && (program.functions.has(name) || !givesLossAndGradient(name));
  const named = (list: readonly Statement[]): Statement[] =>
    list.flatMap((each) => paired(withGradients(each, program, named), given, isTold));
  return { statements: withoutSums(named(statements)), ...taken };
}

/** `grad_rosenbrock(x)` as `grad(x)`, where that is what the function gives. */
function withGradients(
  statement: Statement,
  program: Program,
  within: (body: readonly Statement[]) => Statement[],
): Statement {
  const isIts = (name: string): boolean => !isGradientCall(name) && isNamedGradient(name, program);
  const change = (node: Node): Node =>
    node.kind === 'call' && node.of.kind === 'name' && isIts(node.of.name)
      ? { ...node, of: { ...node.of, name: 'grad' } }
      : node;
  const inner = withBodies(statement, within);
  return 'value' in inner ? { ...inner, value: rewritten(inner.value, change) } : inner;
}

/** A function that adds up over its data what it gives back, as what it does with one example. */
function inOne(define: Define): Define {
  const body: Statement[] = [];
  for (const [i, each] of define.body.entries())
    body.push(...(summed(each, body, define.body.slice(i + 1)) ?? [each]));
  const isMean = (each: Statement): boolean =>
    each.kind === 'assign' && each.operator === '/' && isSize(each.value);
  return { ...define, body: body.filter((each) => !isMean(each)) };
}

/** A loop over examples that adds up gradients, as what it does with one of them. */
function summed(
  statement: Statement,
  before: readonly Statement[],
  behind: readonly Statement[],
): Statement[] | null {
  const loop = statement.kind === 'loop' ? statement : null;
  const sums = loop ? sumsOf(loop, before, behind) : null;
  if (!loop || !sums) return null;
  const accumulators = new Set(sums);
  const counted = new Set(loop.names.flatMap(namesIn));
  return loop.body
    .filter((each) => !isShownSum(each, loop, [...before, ...behind]))
    .map((each) => once(each, accumulators, counted));
}

/** `loss += e ** 2`, of which the step makes nothing. */
function isShownSum(statement: Statement, loop: Loop, around: readonly Statement[]): boolean {
  const added = statement.kind === 'assign' ? addedIn(statement) : null;
  const [target] = targetsOf(statement);
  if (!added || target?.kind !== 'name' || isGradientKey(plainName(added.to))) return false;
  const others = [...statementsIn([...around, ...loop.body])].filter((each) => each !== statement);
  return changedInside(statement).length === 0 && isOnlyShown(added.to, others);
}

/** `gradient(w, g, n)` fills g. */
function filled(statement: Statement): Statement {
  if (statement.kind !== 'do' || statement.value.kind !== 'call') return statement;
  const { value } = statement;
  const isGradient = (node: Node): boolean => node.kind === 'name' && isGradientKey(plainName(node.name));
  const [target, ...others] = value.args.map((arg) => arg.value).filter(isGradient);
  if (!target || others.length > 0 || !isGradientCall(calledName(value))) return statement;
  const args = value.args.filter((arg) => arg.value !== target);
  return assigned([target], { ...value, args }, statement);
}

/** `p.grad = None` and `p.grad = 0` clear what the next batch fills. */
const isCleared = (statement: Statement): boolean =>
  statement.kind === 'assign' &&
  (statement.value.kind === 'nothing' || isZero(statement.value)) &&
  targetsOf(statement).every(isOfGradient);

const isZero = (node: Node): boolean => {
  if (node.kind === 'number') return node.value === 0;
  if (node.kind !== 'call') return false;
  const entry = entryMade(node);
  return entry ? isZero(entry) : means('zeros', calledName(node));
};

/** Names that a statement starts at zero: `dw, db = 0, 0`. */
const startedIn = (statement: Statement): string[] =>
  pairsOf(statement).flatMap(([target, value]) =>
    target.kind === 'name' && isZero(value) ? target.name : [],
  );

/** `g += x` and `g = g + x`: what is added, and to what. */
function addedIn({ targets, operator, value }: Assign): { to: string; what: Node } | null {
  const [target, ...others] = targets;
  const to = target && rootNameOf(target);
  if (!target || others.length > 0 || to === null || to === undefined) return null;
  if (operator === '+') return { to, what: value };
  const isOwn = (node: Node): boolean => rootNameOf(node) === to && node.kind === target.kind;
  const sum = operator === '' ? pairedSum(value) : null;
  if (!sum) return null;
  if (isOwn(sum.left)) return { to, what: sum.right };
  return isOwn(sum.right) ? { to, what: sum.left } : null;
}

/** `a + b`, and `[x + y for x, y in zip(a, b)]`. */
function pairedSum(node: Node): { left: Node; right: Node } | null {
  if (node.kind === 'binary') return node.operator === '+' ? node : null;
  if (node.kind !== 'call' || node.of.kind !== 'function') return null;
  const { parameters } = node.of;
  const sum = onlyReturn(node.of);
  if (sum?.kind !== 'binary' || sum.operator !== '+') return null;
  const givenFor = (part: Node): Node | undefined =>
    node.args[parameters.findIndex(({ name }) => part.kind === 'name' && part.name === name)]?.value;
  const [left, right] = [givenFor(sum.left), givenFor(sum.right)];
  return left && right ? { left, right } : null;
}

/**
 * Names that a loop over the examples of a batch adds gradients up in, from zero; null where it does anything else.
 * @param before what stands above it in the same step
 * @param behind what stands below it
 */
function sumsOf(loop: Loop, before: readonly Statement[], behind: readonly Statement[]): string[] | null {
  const all = [...statementsIn(loop.body)].filter(
    (each) => each.kind !== 'loop' && !isShownSum(each, loop, [...before, ...behind]),
  );
  if (!all.every((each) => each.kind === 'assign')) return null;
  const added = all.map(addedIn);
  const sums = new Set(added.flatMap((each) => each?.to ?? []));
  const own = all.flatMap((each, i) => (added[i] ? [] : targetsOf(each).map(rootNameOf)));
  // What an example leaves to the next one, or to the step, is a state.
  const isLocal = (name: string | null): boolean =>
    name !== null &&
    !sums.has(name) &&
    !isTimeName(plainName(name)) &&
    [all, behind, before].every((others) => !takesOver(others, name));
  const isStarted = (name: string): boolean => before.some((each) => startedIn(each).includes(name));
  const uses = all.flatMap((each, i) => namesIn(added[i]?.what ?? each.value));
  // What is worked out from data may be one, but nothing that is made from a gradient: the mean of squares is no square of a mean.
  const isWorkedOut = ({ to, what }: { to: string; what: Node }): boolean =>
    (isGradientKey(plainName(to)) || isOfMoved(to, behind)) &&
    !walk(what).some((part) => isGradientLike(part, all));
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

/** dSlope of `slope -= lr * dSlope` */
const isOfMoved = (name: string, behind: readonly Statement[]): boolean =>
  behind.some(
    (each) =>
      each.kind === 'assign' &&
      namesIn(each.value).includes(name) &&
      ownOfGradient(
        plainName(name),
        targetsOf(each).flatMap((target) => rootNameOf(target) ?? []),
      ) !== null,
  );

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
      // `g[j] = 0` clears it for the next batch.
      const by = made.find(
        (each) => !isZero(each.value) && targetsOf(each).some((target) => rootNameOf(target) === node.name),
      );
      if (!by) return isGradientKey(plainName(node.name));
      // `v = state['v']` and `state['v'] = v`
      const others = made.filter((each) => each !== by);
      return isGradientLike(by.value, others);
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
function withoutSizes(statements: readonly Statement[], above: readonly Assign[] = []): Statement[] {
  const made = [...above, ...statements.filter((each) => each.kind === 'assign')];
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
    if (node.operator !== '*' || !isOfOneGradient(node.right, made)) return node;
    if (isShare(node.left)) return node.right;
    // lr / n * g
    const { left } = node;
    return left.kind === 'binary' && left.operator === '/' && isMean(left.right)
      ? { ...node, left: left.left }
      : node;
  };
  const values = new Map<string, Node>();
  return statements.flatMap((statement): Statement[] => {
    const before = new Map(values);
    note(values, statement);
    if (statement.kind === 'loop') return [{ ...statement, body: withoutSizes(statement.body, made) }];
    if (statement.kind !== 'assign') return [statement];
    const [target] = targetsOf(statement);
    const name = target ? rootNameOf(target) : null;
    const isGradient = name !== null && isGradientKey(plainName(name));
    // Its index still has to be the one of the others.
    if (statement.operator === '/' && isGradient && isMean(statement.value))
      return [{ ...statement, operator: '', value: target! }];
    const each = spelledOut(statement.value);
    const value = rewritten(each, (node) => withoutSize(sumOf(node, before) ?? node));
    return [{ ...statement, value }];
  });
}

/** `[w - (lr / len(batch)) * g for w, g in zip(ws, gs)]` as `ws - (lr / len(batch)) * gs`. */
function spelledOut(node: Node): Node {
  if (node.kind !== 'call' || node.of.kind !== 'function') return node;
  const { parameters } = node.of;
  const made = onlyReturn(node.of);
  if (!made || node.args.length !== parameters.length) return node;
  if (!walk(made).some((part) => part.kind === 'binary' && part.operator === '/' && isSize(part.right)))
    return node;
  const given = new Map(parameters.map(({ name }, i) => [name, node.args[i]!.value]));
  return rewritten(made, (part) => (part.kind === 'name' && given.get(part.name)) || part);
}

const NONE: ReadonlyMap<string, Node> = new Map();

/** `np.mean([grad(w, x) for x in batch], axis=0)`: the gradient of each. Over all axes it would be one number. */
function sumOf(node: Node, made: ReadonlyMap<string, Node>): Node | null {
  if (node.kind !== 'call') return null;
  const listed = (each: Node): Node => (each.kind === 'name' && made.get(each.name)) || each;
  const own = node.of.kind === 'member' ? listed(node.of.of) : null;
  const isMethod = own?.kind === 'call';
  const given = isMethod ? own : node.args[0] && listed(node.args[0].value);
  const all = given && (sumOf(given, given === node.args[0]?.value ? made : NONE) ?? given);
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
