/** How a program uses an optimizer that it has as a class: it is made once, is asked once a step, and is not changed from outside. */
import { firstOf } from '../../first.ts';
import { isGradientCall, means } from '../../lexicon.ts';
import { sameText } from '../seen/factors.ts';
import { isOfGradients } from '../gradients/examples.ts';
import { lossExchanged } from './losses.ts';
import { oddNumber } from '../seen/oddNumbers.ts';
import { CONSTRUCTOR, namesAmong } from '../../syntax/nodes.ts';
import type { Call, Class, Define, Node, Statement } from '../../syntax/nodes.ts';
import type { Slip } from '../seen/survey.ts';
import { isGradientKey, isParameterKey, isRateKey, plainName } from '../seen/names.ts';
import {
  calledName,
  changedInside,
  everyStatement,
  isNamed,
  namesUsed,
  nodesIn,
  pairsOf,
  parametersOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';
import { calledOf, functionsOf, objectOf } from '../seen/stepsOf.ts';
import {
  givenTo,
  givesBack,
  misplaced,
  misuseOf,
  movedBy,
  returnedBy,
  scopeOf,
  slip,
  usesIn,
} from './uses.ts';
import type { Scope, Use } from './uses.ts';

const STARTS = /^(?:__init__|reset\w*|init\w*|clear\w*|setup\w*|build)$/;
const HELP = 'Make the optimizer once, above the loop, and give it the gradient as it is.';

/** Methods of an optimizer that take a step, and none that a model has as well. */
const STEPS = /^(?:step|update\w*|apply\w*)$/i;

const isStep = (method: Define): boolean =>
  STEPS.test(method.name) || parametersOf(method).map(plainName).some(isGradientKey);

/** Does a method take a step where it is called, and is no part of a model that only computes? */
const takesStep = (method: Define, moving: ReadonlySet<string>): boolean =>
  moving.has(method.name) || (isStep(method) && !/^(?:back|forward)/i.test(method.name));

/** `self.step(grads)` of a model that trains itself. */
function isOwnStep(node: Node, methods: ReadonlyMap<string, Define>): boolean {
  const method = means('self', objectOf(node) ?? '') ? methods.get(calledName(node)) : undefined;
  return method !== undefined && parametersOf(method).map(plainName).some(isGradientKey);
}

/** The names of methods that move something of their object, or of what they are given, or call those that do. */
function movingIn(methods: readonly Define[]): ReadonlySet<string> {
  const moving = new Set(methods.filter(moves).map(({ name }) => name));
  for (let size = -1; size !== moving.size;) {
    size = moving.size;
    for (const each of methods)
      if (!CONSTRUCTOR.test(each.name) && nodesIn(each.body).some((node) => moving.has(calledName(node))))
        moving.add(each.name);
  }
  return moving;
}

/** `self.W -= lr * dW` and `self.v = mu * self.v + g`, and not `self.x = x`. */
const moves = ({ name, body }: Define): boolean =>
  !CONSTRUCTOR.test(name) &&
  [...statementsIn(body)].some((each) => {
    if (changedInside(each).length > 0) return true;
    const own = targetsOf(each).filter((target) => target.kind !== 'name');
    if (own.length === 0 || each.kind !== 'assign') return false;
    const made = walk(each.value);
    return each.operator !== '' || own.some((target) => made.some((part) => sameText(part, target)));
  });

/** What stands in a function is a scope of its own, and so is what stands in none. */
function* scopesIn(statements: readonly Statement[], parameters: readonly string[] = []): Generator<Scope> {
  yield scopeOf(statements, parameters);
  for (const each of statementsIn(statements)) {
    if (each.kind === 'define') yield* scopesIn(each.body, parametersOf(each));
    if (each.kind === 'class') yield* scopesIn(each.body);
    for (const [, value] of pairsOf(each))
      if (value.kind === 'function') yield* scopesIn(value.body, parametersOf(value));
  }
}

/** The first way in which a program does something else with an optimizer that it has than to let it step. */
export function misused(statements: readonly Statement[]): Slip | null {
  const scopes = [...scopesIn(statements)];
  const functionOf = calledOf(functionsOf(statements));
  const asked = firstOf(scopes, (scope) => misgiven(usesIn(scope, functionOf)));
  const classes = statements.filter((each) => each.kind === 'class');
  const exchanged = lossExchanged(statements);
  if (asked || exchanged) return asked ?? slip(exchanged!, 'results of a function in another order');
  if (classes.length === 0) return null;
  const names = classes.map(({ name }) => name);
  const all = classes.flatMap(({ body }) => body.filter((each) => each.kind === 'define'));
  const moving = movingIn(all);
  const methods = new Map(
    all.flatMap((each) => (takesStep(each, moving) ? [[each.name, each] as const] : [])),
  );
  // `Adam(0.1)`, `NewAdam(0.1)` of Go and `Adam::new(0.1)` of Rust
  const makes = (name: string): boolean =>
    name === 'new' ||
    names.some((each) => name === each || name.toLowerCase() === `new${each.toLowerCase()}`);
  const isMade = (node: Node): node is Call => node.kind === 'call' && makes(calledName(node));
  // `def train(X, y): …` uses it as well.
  const every = everyStatement(statements);
  // `ow, ob = Momentum(), Momentum()`, too
  const made = every
    .flatMap(pairsOf)
    .flatMap(([target, value]) => (isMade(value) ? [{ target, call: value }] : []));
  const objects = new Set(namesAmong(made.map(({ target }) => target)));
  // `def fit(w, opt): …`
  for (const { all: inside, parameters } of scopes)
    for (const node of nodesIn(inside.map(({ statement }) => statement))) {
      const method = methods.get(calledName(node));
      const object = objectOf(node);
      if (object !== null && method && isStep(method) && parameters.includes(object)) objects.add(object);
    }
  const isStepCall = (node: Node): node is Call =>
    (objects.has(objectOf(node) ?? '') && methods.has(calledName(node))) || isOwnStep(node, methods);
  const makers = new Set(makersIn(statements, isMade, isStepCall));
  for (const loop of every) {
    if (loop.kind !== 'loop' || !isOverSteps(loop)) continue;
    const anew = nodesIn(loop.body).find((node) => isMade(node) || makers.has(calledName(node)));
    if (anew) return slip(anew, 'an optimizer that is made anew in every step', HELP);
    const found = changedFromOutside(loop.body, objects) ?? steppedWrongly(loop.body, isStepCall, methods);
    if (found) return found;
  }
  const methodOf = (call: Call): Define | undefined =>
    isStepCall(call) ? methods.get(calledName(call)) : undefined;
  return (
    firstOf(every, (each) => notCalled(each, objects, methods)) ??
    firstOf(made, (each) => wronglyMade(each, classes, every, methodOf, scopes)) ??
    firstOf(
      scopes,
      (scope) => firstOf(usesIn(scope, methodOf), misuseOf) ?? takenTwice(usesIn(scope, methodOf)),
    )
  );
}

/** Odd numbers for a function of one step, and one state of its for two parameters. */
const misgiven = (uses: readonly Use[]): Slip | null =>
  firstOf(uses.entries(), ([i, { call, method, loops }]) => {
    const given = givenTo(method, call.args);
    const moved = movedBy(given);
    const odd = moved ? oddNumber(given) : null;
    if (odd || moved?.kind !== 'name' || loops.length === 0) return odd;
    const before = uses
      .slice(0, i)
      .filter((each) => each.method === method && each.loops.at(-1) === loops.at(-1))
      .map((each) => givenTo(each.method, each.call.args))
      .filter((each) => movedBy(each)?.kind === 'name' && !sameText(movedBy(each)!, moved));
    const kept = returnedBy(method).flatMap((each) => (each.kind === 'name' ? plainName(each.name) : []));
    const shared = kept.find((name) => {
      const state = given.get(name);
      return state?.kind === 'name' && before.some((each) => sameText(each.get(name)!, state));
    });
    return shared === undefined ? null : slip(given.get(shared)!, 'one state for several parameters', HELP);
  });

/** Functions that make an optimizer whenever they are called, and do not train with it themselves. */
const makersIn = (
  statements: readonly Statement[],
  isMade: (node: Node) => boolean,
  isStepCall: (node: Node) => boolean,
): string[] =>
  statements.flatMap((each) => {
    if (
      each.kind !== 'define' ||
      [...statementsIn(each.body)].some((one) => one.kind === 'loop' && isOverSteps(one))
    )
      return [];
    const nodes = nodesIn(each.body);
    const isGivenBack = each.body.some((one) => one.kind === 'return' && isMade(one.value));
    return isGivenBack || (nodes.some(isMade) && nodes.some(isStepCall)) ? [each.name] : [];
  });

/** `opt.step`, without its brackets. */
function notCalled(
  statement: Statement,
  objects: ReadonlySet<string>,
  methods: ReadonlyMap<string, Define>,
): Slip | null {
  const node = statement.kind === 'do' ? statement.value : null;
  const isMethod = node?.kind === 'member' && node.of.kind === 'name' && objects.has(node.of.name);
  return isMethod && methods.has(node.name) ? slip(node, `“${node.name}” is not called`, HELP) : null;
}

/** With odd numbers, for parameters that the loop makes anew, or for nothing. */
function wronglyMade(
  { target, call }: { target: Node; call: Call },
  classes: readonly Class[],
  every: readonly Statement[],
  methodOf: (call: Call) => Define | undefined,
  scopes: readonly Scope[],
): Slip | null {
  const object = target.kind === 'name' ? target.name : undefined;
  const of = classes.find(({ name }) => calledName(call).toLowerCase().endsWith(name.toLowerCase()));
  const own = of?.body.find((each): each is Define => each.kind === 'define' && CONSTRUCTOR.test(each.name));
  const odd = own ? oddNumber(givenTo(own, call.args)) : null;
  if (odd || object === undefined || !of) return odd;
  const numbers = every
    .flatMap(pairsOf)
    .flatMap(([place, value]): [string, Node][] =>
      place.kind === 'member' && isNamed(object)(place.of) ? [[plainName(place.name), value]] : [],
    );
  const taken = every.find(
    (each) =>
      each.kind === 'loop' &&
      isOverSteps(each) &&
      nodesIn(each.body).some((node) => isOfGradients(calledName(node))),
  );
  const isUsed = namesUsed(everyStatement(every)).filter((name) => name === object).length > 1;
  const isOptimizer = of.body.some((each) => each.kind === 'define' && isStep(each));
  if (taken && !isUsed && isOptimizer) return slip(call, 'an optimizer that takes no step', HELP);
  const given = call.args.flatMap(({ value }) =>
    value.kind === 'name' && isParameterKey(plainName(value.name)) ? [value.name] : [],
  );
  return (
    oddNumber(new Map(numbers)) ??
    firstOf(scopes, (scope) =>
      firstOf(usesIn(scope, methodOf), (use) =>
        objectOf(use.call) === object ? madeAnew(use, given) : null,
      ),
    )
  );
}

/** `params = init()` in the loop in which an optimizer moves others of that name. */
function madeAnew({ loops, scope, call, statement }: Use, given: readonly string[]): Slip | null {
  const turn = loops.at(-1);
  return firstOf(scope.all, (each) => {
    if (!turn || !each.loops.includes(turn) || each.statement === statement) return null;
    const at = targetsOf(each.statement).find(
      (target) => target.kind === 'name' && given.includes(target.name),
    );
    return at && each.statement.kind === 'assign' && each.statement.value !== call
      ? slip(at, 'parameters that are made anew in every step', HELP)
      : null;
  });
}

/** The same step a second time, with the gradient of the first. */
function takenTwice(uses: readonly Use[]): Slip | null {
  return firstOf(uses.entries(), ([i, { call, loops, scope, statement }]) => {
    const isSame = (other: Use): boolean =>
      other.loops.at(-1) === loops.at(-1) &&
      objectOf(other.call) === objectOf(call) &&
      sameText(other.call, call) &&
      other.statement.kind === statement.kind;
    const before = uses.slice(0, i).find(isSame);
    if (!before || nodesIn([statement]).some((node) => isGradientCall(calledName(node)))) return null;
    const between = scope.all.filter(
      ({ statement: each }) => each.from > before.statement.from && each.from < statement.from,
    );
    const isAnew = between.some(
      ({ statement: each }) =>
        each.kind === 'assign' || /backward/.test(nodesIn([each]).map(calledName).join(' ')),
    );
    return isAnew ? null : slip(call, 'a second step with the same gradient', HELP);
  });
}

/** `net.params = update(net.params, grads)` */
const isMovedOn = (statement: Statement, target: Node & { kind: 'member' }): boolean =>
  statement.kind === 'assign' &&
  statement.value.kind === 'call' &&
  isParameterKey(plainName(target.name)) &&
  statement.value.args.some(({ value }) => sameText(value, target));

/** `opt.v = 0`, but for a rate that changes, and `opt.reset()`. */
function changedFromOutside(body: readonly Statement[], objects: ReadonlySet<string>): Slip | null {
  for (const statement of statementsIn(body)) {
    const at = targetsOf(statement).find(
      (target) =>
        target.kind === 'member' &&
        target.of.kind === 'name' &&
        objects.has(target.of.name) &&
        !isRateKey(plainName(target.name)) &&
        !isMovedOn(statement, target),
    );
    if (at) return slip(at, 'an optimizer whose state is changed from outside', HELP);
  }
  const reset = nodesIn(body).find(
    (node) => objects.has(objectOf(node) ?? '') && STARTS.test(calledName(node)),
  );
  return reset ? slip(reset, 'an optimizer that starts afresh in every step', HELP) : null;
}

function steppedWrongly(
  body: readonly Statement[],
  isCall: (node: Node) => node is Call,
  methods: ReadonlyMap<string, Define>,
): Slip | null {
  const taken = new Map<string, number>();
  for (const statement of statementsIn(body)) {
    const value = 'value' in statement ? statement.value : null;
    if (statement.kind === 'if') {
      const inside = nodesIn([...statement.then, ...statement.otherwise]).find(isCall);
      if (inside) return slip(inside, 'a step that is taken under a condition', HELP);
    }
    for (const call of value ? walk(value).filter(isCall) : []) {
      const method = methods.get(calledName(call))!;
      const at = misplaced(call.args, method);
      if (at) return slip(at, 'something else than the gradient, or in another place', HELP);
      const isWhole = value === call && statement.kind !== 'do';
      const isTaken = call.args.some(
        ({ value: arg }) => arg.kind === 'name' && isParameterKey(plainName(arg.name)),
      );
      if (givesBack(method) && isTaken && !isWhole)
        return slip(call, 'a step whose result is not what the parameters become', HELP);
      const key = `${objectOf(call)} ${calledName(call)}`;
      taken.set(key, (taken.get(key) ?? 0) + 1);
      const hasName = call.args.some(({ value: arg }) => arg.kind === 'string' || arg.kind === 'number');
      if (isTaken && taken.get(key)! > 1 && !hasName)
        return slip(call, 'one state for several parameters', HELP);
    }
  }
  return null;
}
