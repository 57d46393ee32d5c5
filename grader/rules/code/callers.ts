/** How a program uses an optimizer that it has as a class: what is made once, is asked once a step, and is not changed from outside. */
import { isGradientCall, isRateName } from '../lexicon.ts';
import type { Argument, Node, Statement } from '../syntax/nodes.ts';
import type { Slip } from './survey.ts';
import { isGradientKey, isParameterKey, isTimeName, labelOfGradient, plainName } from './names.ts';
import {
  calledName,
  everyStatement,
  freeIn,
  isDefinition,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from './survey.ts';
import { isOverSteps } from './units.ts';

type Define = Statement & { kind: 'define' };
type Call = Node & { kind: 'call' };

const STARTS = /^(?:reset\w*|init\w*|clear\w*|setup\w*|build)$/;
const HELP = 'Make the optimizer once, above the loop, and give it the gradient as it is.';

const slip = (at: Node, reason: string): Slip => ({ at, reason, help: HELP });

/** `opt` of `opt.step(w, g)` */
const objectOf = (node: Node): string | null =>
  node.kind === 'call' && node.of.kind === 'member' && node.of.of.kind === 'name' ? node.of.of.name : null;

const isGradient = (node: Node): boolean =>
  isGradientCall(calledName(node)) || (node.kind === 'name' && isGradientKey(plainName(node.name)));

/** Where an argument stands in for another one: the gradient for the parameters, or that of other parameters. */
function misplaced(args: readonly Argument[], method: Define): Node | null {
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
const givesBack = (method: Define): boolean =>
  [...statementsIn(method.body)].some(
    (each) => each.kind === 'return' && each.value.kind !== 'nothing' && each.value.kind !== 'name',
  );

/** The first way in which a loop over steps does something else with an optimizer of the program than to let it step. */
export function misused(statements: readonly Statement[]): Slip | null {
  const classes = statements.filter((each) => each.kind === 'class');
  const names = classes.map(({ name }) => name);
  const methods = new Map(
    classes.flatMap(({ body }) =>
      body.flatMap((each) => (each.kind === 'define' ? [[each.name, each]] : [])),
    ),
  );
  const isMade = (node: Node): boolean => node.kind === 'call' && names.includes(calledName(node));
  // `def train(X, y): …` uses it as well.
  const all = everyStatement(statements);
  const objects = new Set(
    all.flatMap((each) =>
      each.kind === 'assign' && isMade(each.value)
        ? targetsOf(each).flatMap((target) => (target.kind === 'name' ? target.name : []))
        : [],
    ),
  );
  for (const loop of all) {
    if (loop.kind !== 'loop' || !isOverSteps(loop)) continue;
    const made = nodesIn(loop.body).find(isMade);
    if (made) return slip(made, 'an optimizer that is made anew in every step');
    const found = changedFromOutside(loop.body, objects) ?? steppedWrongly(loop.body, objects, methods);
    if (found) return found;
  }
  return null;
}

/** `opt.v = 0`, but for a rate that changes, and `opt.reset()`. */
function changedFromOutside(body: readonly Statement[], objects: ReadonlySet<string>): Slip | null {
  for (const statement of statementsIn(body)) {
    const at = targetsOf(statement).find(
      (target) =>
        target.kind === 'member' &&
        target.of.kind === 'name' &&
        objects.has(target.of.name) &&
        !isRateName(plainName(target.name)),
    );
    if (at) return slip(at, 'an optimizer whose state is changed from outside');
  }
  const reset = nodesIn(body).find(
    (node) => objects.has(objectOf(node) ?? '') && STARTS.test(calledName(node)),
  );
  return reset ? slip(reset, 'an optimizer that starts afresh in every step') : null;
}

function steppedWrongly(
  body: readonly Statement[],
  objects: ReadonlySet<string>,
  methods: ReadonlyMap<string, Define>,
): Slip | null {
  const isCall = (node: Node): node is Call =>
    node.kind === 'call' && objects.has(objectOf(node) ?? '') && methods.has(calledName(node));
  const taken = new Map<string, number>();
  for (const statement of statementsIn(body)) {
    const value = 'value' in statement ? statement.value : null;
    if (statement.kind === 'if') {
      const inside = nodesIn([...statement.then, ...statement.otherwise]).find(isCall);
      if (inside) return slip(inside, 'a step that is taken under a condition');
    }
    for (const call of value ? walk(value).filter(isCall) : []) {
      const method = methods.get(calledName(call))!;
      const at = misplaced(call.args, method);
      if (at) return slip(at, 'something else than the gradient, or in another place');
      const isWhole = value === call && statement.kind !== 'do';
      const isTaken = call.args.some(
        ({ value: arg }) => arg.kind === 'name' && isParameterKey(plainName(arg.name)),
      );
      if (givesBack(method) && isTaken && !isWhole)
        return slip(call, 'a step whose result is not what the parameters become');
      const key = `${objectOf(call)} ${calledName(call)}`;
      taken.set(key, (taken.get(key) ?? 0) + 1);
      const hasName = call.args.some(({ value: arg }) => arg.kind === 'string' || arg.kind === 'number');
      if (isTaken && taken.get(key)! > 1 && !hasName) return slip(call, 'one state for several parameters');
    }
  }
  return null;
}

/** A function that the program has under a name; of one that makes a function what it makes. */
function functionsOf(statements: readonly Statement[]): Map<string, Define> {
  const found = new Map<string, Define>();
  for (const each of statements) {
    if (each.kind === 'define') found.set(each.name, each);
    for (const [target, value] of pairsOf(each)) {
      if (target.kind !== 'name') continue;
      if (value.kind === 'function') found.set(target.name, { ...value, kind: 'define', name: target.name });
      const maker = value.kind === 'call' ? found.get(calledName(value)) : undefined;
      const made = maker && madeBy(maker);
      if (made) found.set(target.name, made);
    }
  }
  return found;
}

function madeBy({ body }: Define): Define | null {
  for (const each of body) {
    if (each.kind !== 'return') continue;
    const { value } = each;
    if (value.kind === 'function') return { ...value, kind: 'define', name: '' };
    const name = value.kind === 'name' ? value.name : null;
    return body.find((own): own is Define => own.kind === 'define' && own.name === name) ?? null;
  }
  return null;
}

/** Is a step asked for as it is meant: what it gives back becomes what it was asked for? */
function isAskedWell(statement: Statement, call: Call, asked: Define): boolean {
  if (misplaced(call.args, asked) || parametersOf(asked).map(plainName).some(isTimeName)) return false;
  if (statement.kind === 'do') return statement.value === call && !givesBack(asked);
  if (statement.kind !== 'assign' || statement.value !== call || statement.operator !== '') return false;
  const [given] = targetsOf(statement);
  return (
    given?.kind === 'name' &&
    call.args.some(({ value }) => value.kind === 'name' && value.name === given.name)
  );
}

/**
 * The program without the loops that only use the optimizer it has: what they do is data and gradients, and one step after the other.
 * @returns null where there are none, or one of them does something else
 */
export function withoutUses(statements: readonly Statement[]): Statement[] | null {
  const functions = functionsOf(statements);
  const classes = new Set(statements.flatMap((each) => (each.kind === 'class' ? each.name : [])));
  const objects = new Set(
    statements
      .flatMap(pairsOf)
      .flatMap(([target, value]) =>
        target.kind === 'name' && classes.has(calledName(value)) ? target.name : [],
      ),
  );
  const isCall = (node: Node): node is Call =>
    node.kind === 'call' &&
    (objects.has(objectOf(node) ?? '') || (node.of.kind === 'name' && functions.has(node.of.name)));
  const isUse = (loop: Statement & { kind: 'loop' }): boolean => {
    const inner = [...statementsIn(loop.body)];
    const isMoved = (each: Statement): boolean =>
      each.kind === 'assign' &&
      targetsOf(each).some((target) => isParameterKey(plainName(rootNameOf(target) ?? ''))) &&
      !isCall(each.value);
    if (inner.some(isMoved)) return false;
    let count = 0;
    for (const each of inner) {
      const value = 'value' in each ? each.value : null;
      for (const call of value ? walk(value).filter(isCall) : []) {
        const asked = call.of.kind === 'name' ? functions.get(call.of.name)! : null;
        // A helper of data or of the rate is asked within another call or for something else.
        const isStep = asked === null || parametersOf(asked).map(plainName).some(isParameterKey);
        if (isStep && asked && !isAskedWell(each, call, asked)) return false;
        if (isStep) count++;
      }
    }
    return count > 0;
  };
  const loops = statements.filter((each) => each.kind === 'loop');
  if (loops.length === 0 || !loops.every(isUse)) return null;
  const taken = new Set(
    everyDefinition(statements).flatMap((each) =>
      freeIn(each.body, parametersOf(each)).map(({ name }) => name),
    ),
  );
  // Of what stands around them what they take, and functions that are written as values.
  return statements.filter(
    (each) =>
      isDefinition(each) ||
      pairsOf(each).some(
        ([target, value]) =>
          value.kind === 'function' || (target.kind === 'name' && taken.has(target.name) && !isCall(value)),
      ),
  );
}

const everyDefinition = (statements: readonly Statement[]): Define[] =>
  statements.flatMap((each) =>
    each.kind === 'define' ? [each] : each.kind === 'class' ? everyDefinition(each.body) : [],
  );
