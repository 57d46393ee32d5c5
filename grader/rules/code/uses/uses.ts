/**
 * A step that the program has as a method or a function, and where it is asked for: with the gradient of what it moves, taken in the same
 * turn and given as it is, with numbers that can be meant, and so that the next step starts from what it gives back.
 */
import { firstOf } from '../../first.ts';
import { isGradientCall, means } from '../../lexicon.ts';
import { isNumber } from '../../syntax/nodes.ts';
import type { Argument, Call, Define, Loop, Node, Statement } from '../../syntax/nodes.ts';
import { isGradientKey, isParameterKey, labelOfGradient, plainName } from '../seen/names.ts';
import { lossAmong } from './losses.ts';
import { oddNumber } from '../seen/oddNumbers.ts';
import {
  calledName,
  entryMade,
  isNamed,
  pairsOf,
  parametersOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Named, Slip } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

/** A statement with the loops over steps around it, the innermost last. */
interface Placed {
  statement: Statement;
  loops: readonly Loop[];
}

/** Statements that share their names. */
export interface Scope {
  all: readonly Placed[];
  /** Of the function whose body they are. */
  parameters: readonly string[];
}

export interface Use extends Placed {
  call: Call;
  method: Define;
  scope: Scope;
}

const HELP =
  'Take the gradient in every step, give it to the step as it is, and keep what the step gives back.';

export const slip = (at: Node, reason: string, help = HELP): Slip => ({ at, reason, help });

function* placed(statements: readonly Statement[], loops: readonly Loop[] = []): Generator<Placed> {
  for (const statement of statements) {
    yield { statement, loops };
    if (statement.kind === 'if') yield* placed([...statement.then, ...statement.otherwise], loops);
    if (statement.kind === 'loop')
      yield* placed(statement.body, isOverSteps(statement) ? [...loops, statement] : loops);
  }
}

export const scopeOf = (statements: readonly Statement[], parameters: readonly string[] = []): Scope => ({
  all: [...placed(statements)],
  parameters,
});

/** The calls of a scope that ask for a step. */
export function usesIn(scope: Scope, methodOf: (call: Call) => Define | undefined): Use[] {
  return scope.all.flatMap(({ statement, loops }) => {
    const value = 'value' in statement ? statement.value : null;
    const calls = value ? walk(value).filter((node): node is Call => node.kind === 'call') : [];
    return calls.flatMap((call) => {
      const method = methodOf(call);
      return method ? [{ call, method, statement, loops, scope }] : [];
    });
  });
}

/** What a function is given, by the names of its parameters. */
export function givenTo(
  { parameters }: Pick<Define, 'parameters'>,
  args: readonly Argument[],
): Map<string, Node> {
  const positional = args.filter(({ keyword }) => keyword === null);
  return new Map(
    parameters.flatMap(({ name }, i) => {
      const given = args.find(({ keyword }) => keyword === name) ?? positional[i];
      return given ? [[plainName(name), given.value]] : [];
    }),
  );
}

export const isGradient = (node: Node): boolean =>
  isGradientCall(calledName(node)) || (node.kind === 'name' && isGradientKey(plainName(node.name)));

const isTaken = (node: Node): boolean => walk(node).some((each) => isGradientCall(calledName(each)));

const OTHER = 'something else than the gradient';

/** The first way in which a step is asked for otherwise than it is meant. */
export function misuseOf(use: Use): Slip | null {
  const given = givenTo(use.method, use.call.args);
  const gradients = [...given].flatMap(([name, value]) => (isGradientKey(name) ? [value] : []));
  const loss = lossAmong(gradients);
  if (loss) return slip(loss, OTHER);
  return (
    firstOf(gradients, (value) => changed(value, use, []) ?? takenElsewhere(value, use, given)) ??
    oddNumber(given) ??
    miscounted(use, given) ??
    lost(use, given)
  );
}

/** A product of arrays, which is worked out from an error. */
const isThroughLayer = (node: Node): boolean =>
  node.kind === 'binary'
    ? node.operator === '@' || (/^[*/]$/.test(node.operator) && [node.left, node.right].some(isThroughLayer))
    : node.kind === 'call' && /^(?:dot|matmul|mm|outer)$/.test(calledName(node));

/** Where a gradient that is given is none, is not that of this turn, or is not given as it is. */
function changed(node: Node, use: Use, open: readonly string[]): Slip | null {
  const inner = (part: Node): Slip | null => changed(part, use, open);
  // X.T @ dz
  if (isThroughLayer(node)) return null;
  switch (node.kind) {
    case 'minus':
      // `-2 * (y - x * w)` is worked out.
      return walk(node.of).some(isGradient) ? slip(node, OTHER) : null;
    case 'tuple':
      return firstOf(node.items, inner);
    case 'entry':
      return node.index?.kind === 'slice'
        ? slip(node, 'gradients in another order, or some of them')
        : inner(node.of);
    case 'binary': {
      const [isLeft, isRight] = [node.left, node.right].map((side) => walk(side).some(isGradient));
      if (!isLeft && !isRight) return null;
      if (node.operator === '/' && !isRight) return inner(node.left);
      const isSum = node.operator === '+' && isLeft && isRight;
      const isShare = (side: Node): boolean => side.kind === 'binary' && side.operator === '/';
      const isMean = node.operator === '*' && [node.left, node.right].some(isShare);
      return isSum || isMean ? (inner(node.left) ?? inner(node.right)) : slip(node, OTHER);
    }
    case 'call':
      return changedByCall(node, inner);
    case 'name':
      return open.includes(node.name) ? null : changedName(node, use, [...open, node.name]);
    default:
      return null;
  }
}

/** Functions that give the entries of what they are given, or the mean of them. */
const COLLECTS = /^(?:mean|average|sum|list|zip|dict|tuple|stack|concatenate|hstack|vstack|map|from)$/;

function changedByCall(node: Call, inner: (part: Node) => Slip | null): Slip | null {
  const name = calledName(node);
  if (isGradientCall(name)) return null;
  const made = entryMade(node);
  const parts = [
    ...(node.of.kind === 'member' ? [node.of.of] : []),
    ...node.args.map(({ value }) => value).filter(({ kind }) => kind !== 'function'),
  ].filter((part) => walk(part).some(isGradient));
  if (made?.kind === 'minus' && parts.length > 0) return slip(made, OTHER);
  if (made) return inner(made) ?? firstOf(parts, inner);
  if (parts.length === 0) return null;
  return COLLECTS.test(name) || means('identity', name) ? firstOf(parts, inner) : slip(node, OTHER);
}

/** What a scope gives a name, each with where it does. */
const givenIn = ({ all }: Scope, name: string): (Placed & { value: Node; operator: string })[] =>
  all.flatMap(({ statement, loops }) => {
    if (statement.kind !== 'assign' || !targetsOf(statement).some(isNamed(name))) return [];
    const own = pairsOf(statement).find(([target]) => isNamed(name)(target));
    return [{ statement, loops, value: own?.[1] ?? statement.value, operator: statement.operator }];
  });

/** `x = X[i]` */
const makesData = ({ body }: Loop): boolean =>
  body.some((each) => pairsOf(each).some(([to, value]) => to.kind === 'name' && value.kind === 'entry'));

function changedName(node: Named, use: Use, open: readonly string[]): Slip | null {
  const { name } = node;
  const all = givenIn(use.scope, name);
  const turn = use.loops.at(-1);
  if (!turn) {
    const isBehind = all.some(({ loops, value }) => loops.length > 0 && isTaken(value));
    return isBehind ? slip(use.call, 'a step that is taken once, behind the loop') : null;
  }
  const own = all.filter(({ loops }) => loops.includes(turn));
  const isTakenAbove = all.some((each) => !own.includes(each) && isTaken(each.value));
  const isFixed = use.scope.parameters.includes(name) && isGradientKey(plainName(name));
  // Beside names of data that the loop makes it is not one that the answer leaves out.
  const isLeftOut = !use.scope.parameters.includes(name) && makesData(turn);
  if (all.length === 0 && isLeftOut && isGradientKey(plainName(name)))
    return slip(node, 'a gradient that is not taken');
  if (own.length === 0)
    return isTakenAbove || isFixed ? slip(node, 'a gradient that is the same in all steps') : null;
  const isBefore = own.some(({ statement }) => statement.from < use.statement.from);
  if (!isBefore && !isTakenAbove) return slip(node, 'a gradient that is given before it is taken');
  const isSelf = ({ value, operator }: (typeof own)[number]): boolean =>
    operator !== '' || walk(value).some(isNamed(name));
  const last = own.find(
    (each) => !isSelf(each) && each.loops.length > use.loops.length && isTaken(each.value),
  );
  if (last) return slip(use.call, 'a step with the last of the gradients that a loop takes');
  if (own.every(isSelf)) return slip(node, 'a sum of all gradients so far');
  return firstOf(own, ({ statement, value, operator }) => {
    const isScaled = operator !== '' && operator !== '+' && operator !== '/';
    return isScaled && statement.kind === 'assign' ? slip(value, OTHER) : changed(value, use, open);
  });
}

/** What a step moves: the first of its parameters that are those of the model. */
export const movedBy = (given: ReadonlyMap<string, Node>): Node | null =>
  [...given].find(([name]) => isParameterKey(name) && !isGradientKey(name))?.[1] ?? null;

/** `grad(w0)` and `gb` where the step moves w. */
function takenElsewhere(node: Node, use: Use, given: ReadonlyMap<string, Node>): Slip | null {
  const moved = movedBy(given);
  if (moved?.kind !== 'name') return null;
  const own = moved.name.toLowerCase();
  const others = usesIn(use.scope, (call) => (call.of.kind === use.call.of.kind ? use.method : undefined))
    .filter(({ loops }) => loops.at(-1) === use.loops.at(-1))
    .flatMap(({ call, method }) => movedBy(givenTo(method, call.args)) ?? [])
    .flatMap((each) => (each.kind === 'name' && each.name !== moved.name ? [each.name.toLowerCase()] : []));
  const label = /^(?:grads?_?|g_?|d_?)(\w+)$/i.exec(node.kind === 'name' ? node.name : calledName(node))?.[1];
  if (label !== undefined && others.includes(label.toLowerCase()) && label.toLowerCase() !== own)
    return slip(node, `the gradient of “${label}” for “${moved.name}”`);
  const start = new RegExp(`^${own}_?(?:0|init\\w*|start\\w*)$`, 'i');
  const values = node.kind === 'name' ? givenIn(use.scope, node.name).map(({ value }) => value) : [node];
  const points = values
    .flatMap(walk)
    .filter((each) => isGradientCall(calledName(each)))
    .flatMap(walk);
  const at = points.find((each) => each.kind === 'name' && start.test(each.name));
  return at ? slip(at, `a gradient at another point than “${moved.name}”`) : null;
}

/** A count that is not 1, 2, 3, … in the steps that it is given to, or 0, 1, 2, … where the step adds one. */
function miscounted(use: Use, given: ReadonlyMap<string, Node>): Slip | null {
  const turn = use.loops.at(-1);
  const name = use.method.parameters.map((each) => each.name).find((each) => means('step', plainName(each)));
  const node = name === undefined ? undefined : given.get(plainName(name));
  if (!turn || !node || name === undefined) return null;
  const wrong = slip(node, 'a count that is not that of the steps', 'Count the steps from 1, one by one.');
  if (node.kind === 'number') return wrong;
  const isOneMore = node.kind === 'binary' && node.operator === '+' && isNumber(node.right, 1);
  const counter = isOneMore ? node.left : node;
  if (counter.kind !== 'name') return null;
  const isCounted = (loop: Loop): boolean => loop.names.some(isNamed(counter.name));
  if (use.loops.some((loop) => loop !== turn && isCounted(loop))) return wrong;
  const first = isCounted(turn) ? firstOfLoop(turn) : firstOfTicks(use, counter.name, turn);
  if (first === null) return null;
  return first + (isOneMore ? 1 : 0) === (addsOne(use.method, name) ? 0 : 1) ? null : wrong;
}

function firstOfLoop({ over, count }: Loop): number | null {
  if (count) return count.first.kind === 'number' ? count.first.value : null;
  if (over?.kind !== 'call' || !/^(?:range|count)$/.test(calledName(over))) return null;
  const [first, second] = over.args;
  const isStart = second !== undefined || calledName(over) === 'count';
  return isStart && first ? (first.value.kind === 'number' ? first.value.value : null) : 0;
}

/** `t += 1` in the loop of a t that starts above it. */
function firstOfTicks(use: Use, name: string, turn: Loop): number | null {
  const all = givenIn(use.scope, name);
  const ticks = all.filter(({ loops }) => loops.includes(turn));
  const [start, ...more] = all.filter((each) => !ticks.includes(each));
  const [tick, ...others] = ticks;
  if (!tick || others.length > 0 || more.length > 0 || start?.value.kind !== 'number') return null;
  const isBefore = tick.statement.from < use.statement.from;
  return tick.loops.at(-1) === turn ? start.value.value + (isBefore ? 1 : 0) : null;
}

/** Does a method use `t + 1` wherever it uses its t? */
function addsOne({ body }: Define, name: string): boolean {
  const nodes = [...statementsIn(body)].flatMap((each) =>
    each.kind === 'assign'
      ? [...each.targets, each.value].flatMap(walk)
      : 'value' in each
        ? walk(each.value)
        : [],
  );
  const uses = nodes.filter(isNamed(name)).length;
  const isOneMore = (node: Node): boolean =>
    node.kind === 'binary' && node.operator === '+' && isNamed(name)(node.left) && isNumber(node.right, 1);
  return (
    (uses > 0 && nodes.filter(isOneMore).length === uses) ||
    [...statementsIn(body)].some(
      (each) => each.kind === 'assign' && each.operator === '+' && each.targets.some(isNamed(name)),
    )
  );
}

/** What a function gives back, of several the last. */
export function returnedBy({ body }: Define): readonly Node[] {
  const last = [...statementsIn(body)].findLast((each) => each.kind === 'return');
  if (last?.kind !== 'return' || last.value.kind === 'nothing') return [];
  return last.value.kind === 'tuple' && !last.value.keys ? last.value.items : [last.value];
}

/** w of `w = w - lr * g; return w`, of which nobody else hears. */
const isMadeAnew = ({ body }: Define, name: string): boolean => {
  const all = [...statementsIn(body)].filter((each) => each.kind === 'assign');
  return (
    all.some((each) => each.operator === '' && targetsOf(each).some(isNamed(name))) &&
    !all.some((each) => targetsOf(each).some((to) => to.kind === 'entry' && isNamed(name)(to.of)))
  );
};

/** A result that is dropped, or that is not what the next step starts from. */
function lost(use: Use, given: ReadonlyMap<string, Node>): Slip | null {
  const { call, method, statement, loops, scope } = use;
  const returned = returnedBy(method);
  const turn = loops.at(-1);
  const wrong = slip(call, 'a step whose result is not what the next step starts from');
  if (!turn || returned.length === 0) return null;
  if (statement.kind === 'do' && statement.value === call) {
    const isDropped = returned.some((each) => each.kind === 'name' && isMadeAnew(method, each.name));
    return isDropped && movedBy(given) ? wrong : null;
  }
  if (statement.kind !== 'assign' || statement.value !== call || statement.operator !== '') return null;
  const [target] = statement.targets;
  const targets = target?.kind === 'tuple' ? target.items : target ? [target] : [];
  if (target?.kind === 'tuple' && targets.length < returned.length) return wrong;
  if (targets.length !== returned.length) return null;
  const isHandedOn = (from: string, to: string): boolean =>
    scope.all.some(
      (each) =>
        each.loops.includes(turn) &&
        pairsOf(each.statement).some(
          ([place, value]) => isNamed(to)(place) && walk(value).some(isNamed(from)),
        ),
    );
  return firstOf(returned.entries(), ([i, each]) => {
    const own = targets[i]!;
    const asked = each.kind === 'name' ? given.get(plainName(each.name)) : undefined;
    const replaced = asked ?? (i === 0 ? movedBy(given) : null);
    if (own.kind !== 'name' || replaced?.kind !== 'name' || own.name === replaced.name) return null;
    return isHandedOn(own.name, replaced.name) ? null : wrong;
  });
}

/** Where an argument stands in for another one: the gradient for the parameters, or that of other parameters. */
export function misplaced(args: readonly Argument[], method: Define): Node | null {
  const names = parametersOf(method).map(plainName);
  const given = args.filter(({ keyword }) => keyword === null).map(({ value }) => value);
  const parameter = given.find((_, i) => isParameterKey(names[i] ?? ''));
  for (const [i, value] of given.entries()) {
    const asked = names[i] ?? '';
    const isChanged = value.kind === 'minus' || value.kind === 'binary';
    if (isChanged && walk(value).some(isGradient)) return value;
    if (isParameterKey(asked) && isGradient(value)) return value;
    if (!isGradientKey(asked) || value.kind !== 'name') continue;
    const key = plainName(value.name);
    const of = labelOfGradient(key);
    const owner = parameter?.kind === 'name' ? plainName(parameter.name) : null;
    if (isParameterKey(key) && !isGradientKey(key)) return value;
    if (of !== null && owner !== null && isParameterKey(of) && of !== owner && owner.length === of.length)
      return value;
  }
  return null;
}

/** Does a method give back what it makes of its parameters? */
export const givesBack = (method: Define): boolean =>
  [...statementsIn(method.body)].some(
    (each) => each.kind === 'return' && each.value.kind !== 'nothing' && each.value.kind !== 'name',
  );
