/** Steps that an object counts apart from the method that takes them, such as `def post_update(self): self.t += 1`. */
import { bodiesOf, isNumber, withBodies } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import { isTimeName, plainName } from '../seen/names.ts';
import {
  callsIn,
  changedBy,
  everyStatement,
  fieldOf,
  isNumeric,
  nodesIn,
  pairsOf,
  walk,
} from '../seen/survey.ts';
import { isOverSteps } from './units.ts';

const isField =
  (name: string) =>
  (node: Node): boolean =>
    fieldOf(node)?.[1] === name;

/** What a method counts that does nothing else, as `self.t += 1` and `self.t = self.t + 1`; null of any other. */
function countedBy({ body: [only, ...others] }: Define): string | null {
  if (only?.kind !== 'assign' || only.targets.length > 1 || others.length > 0) return null;
  const name = fieldOf(only.targets[0]!)?.[1];
  if (name === undefined || !isTimeName(plainName(name))) return null;
  const { operator, value } = only;
  const isOneMore =
    value.kind === 'binary' &&
    value.operator === '+' &&
    isField(name)(value.left) &&
    isNumber(value.right, 1);
  return (operator === '+' && isNumber(value, 1)) || (operator === '' && isOneMore) ? name : null;
}

/** Does a method raise a decay to the power of what is counted, and count it nowhere itself? */
function takesPowersOf(name: string, { body }: Define): boolean {
  const isIt = isField(name);
  const isPower = (node: Node): boolean =>
    (node.kind === 'binary' && node.operator === '**' && walk(node.right).some(isIt)) ||
    (node.kind === 'call' && node.args.at(-1) !== undefined && walk(node.args.at(-1)!.value).some(isIt));
  const changed = everyStatement(body).filter((each) => changedBy(each).some(isIt));
  return (
    nodesIn(everyStatement(body)).some(isPower) &&
    changed.every((each) => each.kind === 'assign' && each.operator === '' && isNumeric(each.value))
  );
}

/** Of methods that are called before a step, by their names. */
const BEFORE = /^(?:pre|before|begin|start)|_(?:begin|start)$/i;

/** `beta ** self.t` of a t that is given 0: the first step counts itself before anything else. */
function isUsedFromOne(name: string, method: Define, methods: readonly Define[]): boolean {
  const isIt = isField(name);
  const isZero = methods
    .flatMap(({ body }) => everyStatement(body))
    .flatMap(pairsOf)
    .some(([target, value]) => isIt(target) && isNumber(value, 0));
  const isOneMore = (node: Node): boolean =>
    node.kind === 'binary' && node.operator === '+' && [node.left, node.right].some(isIt);
  return isZero && !nodesIn(everyStatement(method.body)).some(isOneMore);
}

/** Where a method is called, is the other one called beside it, in the same turn of the loop over the steps? */
function isCountedWith(step: string, tick: string, program: readonly Statement[]): boolean {
  const calls = (statement: Statement, name: string): boolean =>
    bodiesOf(statement).length === 0 && [...callsIn([statement])].includes(name);
  const isBeside = (body: readonly Statement[], isAround: boolean): boolean => {
    const isHere = body.some((each) => calls(each, tick));
    return body.every((each) => {
      if (calls(each, step)) return isHere || isAround;
      const isOfStep = each.kind !== 'loop' || !isOverSteps(each);
      return bodiesOf(each).every((inner) => isBeside(inner, isOfStep && (isHere || isAround)));
    });
  };
  return isBeside(program, false);
}

/**
 * Programs in which a step counts itself, where another method of its class does that and nothing else: whoever calls the one calls the
 * other, once in every step, unless the program is seen to take steps and to count none.
 */
export function stepsCounted(program: readonly Statement[]): Statement[] {
  const calls = new Set(callsIn(program));
  return program.map((statement) => {
    if (statement.kind !== 'class') return statement;
    const methods = statement.body.filter((each) => each.kind === 'define');
    const own = new Set(callsIn(statement.body));
    const moved = new Map<Statement, Statement[]>();
    for (const tick of methods) {
      const name = own.has(tick.name) ? null : countedBy(tick);
      const steps = name === null ? [] : methods.filter((each) => takesPowersOf(name, each));
      const [step, ...others] = steps;
      if (name === null || !step || others.length > 0) continue;
      if (calls.has(step.name) && !isCountedWith(step.name, tick.name, program)) continue;
      const isBefore = BEFORE.test(tick.name) || isUsedFromOne(name, step, methods);
      moved.set(tick, []).set(step, isBefore ? [...tick.body, ...step.body] : [...step.body, ...tick.body]);
    }
    return withBodies(statement, (body) =>
      body.map((each) => (moved.has(each) ? withBodies(each, () => moved.get(each)!) : each)),
    );
  });
}
