/**
 * Layers that keep their gradients and move themselves by them: `layer.backward(d)` sets `self.dW`, and `layer.update(lr)` takes it. Where a
 * program trains with them, every step takes the gradients anew, of all layers, and then moves all of them, once.
 */
import { firstOf } from '../first.ts';
import { means } from '../lexicon.ts';
import { isOwnField } from '../syntax/nodes.ts';
import type { Call, Define, Node, Statement } from '../syntax/nodes.ts';
import { isLabel } from './examples.ts';
import { sameText } from './factors.ts';
import { isGradientKey, plainName } from './names.ts';
import { oddNumber } from './oddNumbers.ts';
import { definesIn } from './stepsOf.ts';
import {
  calledName,
  everyStatement,
  isNamed,
  isNumeric,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from './survey.ts';
import type { Slip } from './survey.ts';
import { isOverSteps } from './units.ts';

const HELP = 'Take the gradients of all layers in every step, and then move all of them once.';
const slip = (at: Node, reason: string): Slip => ({ at, reason, help: HELP });

const isGradientField = (node: Node): boolean => isOwnField(node) && isGradientKey(plainName(node.name));

/** What a method gives the gradients of its layer. */
const gradientsMade = ({ body }: Define): [Node, Node][] =>
  [...statementsIn(body)]
    .flatMap(pairsOf)
    .filter(([target, value]) => isGradientField(target) && !isNumeric(value) && value.kind !== 'nothing');

/** `self.W -= lr * self.dW` */
const isMovedByField = ({ parameters, body }: Define): boolean =>
  !parametersOf({ parameters }).map(plainName).some(isGradientKey) &&
  [...statementsIn(body)].some(
    (each) =>
      each.kind === 'assign' &&
      targetsOf(each).some((target) => isOwnField(target) && !isGradientField(target)) &&
      walk(each.value).some(isGradientField),
  );

/** Names of methods, and of those that call them and do not train themselves. */
function callersOf(names: ReadonlySet<string>, methods: readonly Define[]): ReadonlySet<string> {
  const found = new Set(names);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const each of methods) {
      const isTraining = [...statementsIn(each.body)].some((one) => one.kind === 'loop' && isOverSteps(one));
      if (!isTraining && nodesIn(each.body).some((node) => found.has(calledName(node)))) found.add(each.name);
    }
  }
  return found;
}

interface Event {
  what: 'taken' | 'moved';
  call: Call;
  isSure: boolean;
}

interface Layers {
  methods: readonly Define[];
  making: readonly Define[];
  moving: readonly Define[];
}

/** The layers of a program; null where it has none that take their gradients and move themselves by them apart from that. */
function layersIn(statements: readonly Statement[]): Layers | null {
  const methods = definesIn(statements.filter(({ kind }) => kind === 'class'));
  const making = methods.filter((each) => gradientsMade(each).length > 0);
  const moving = methods.filter((each) => isMovedByField(each) && !making.includes(each));
  return making.length > 0 && moving.length > 0 ? { methods, making, moving } : null;
}

export const hasLayers = (statements: readonly Statement[]): boolean => layersIn(statements) !== null;

/** `for layer in layers: x = layer.forward(x)`, and `for layer in reversed(layers): d = layer.backward(d)`: no x and no d is a state. */
export function goesThroughLayers(
  { names, header, body }: Statement & { kind: 'loop' },
  name: string,
): boolean {
  const own = names.flatMap(namesIn);
  const isBackwards = /\breversed\(|\[::\s*-1\s*\]/.test(header);
  const given = body.flatMap(pairsOf).filter(([target]) => isNamed(name)(target));
  return (
    given.length === 1 &&
    body.length === 1 &&
    given.every(
      ([, value]) =>
        value.kind === 'call' &&
        value.of.kind === 'member' &&
        value.of.of.kind === 'name' &&
        own.includes(value.of.of.name) &&
        value.args.length === 1 &&
        isNamed(name)(value.args[0]!.value) &&
        /^back/i.test(value.of.name) === isBackwards,
    )
  );
}

/** The first way in which a program trains its layers otherwise than it is meant. */
export function mistrained(statements: readonly Statement[]): Slip | null {
  const layers = layersIn(statements);
  if (!layers) return null;
  const { methods, making, moving } = layers;
  const all = [...methods, ...definesIn(statements.filter(({ kind }) => kind === 'define'))];
  const taking = callersOf(new Set(making.map(({ name }) => name)), all);
  const stepping = callersOf(new Set(moving.map(({ name }) => name)), all);
  const eventOf = (node: Node): Event['what'] | null =>
    node.kind !== 'call' || taking.has(calledName(node)) === stepping.has(calledName(node))
      ? null
      : taking.has(calledName(node))
        ? 'taken'
        : 'moved';
  return (
    firstOf(making, notOfWhatComesBack) ??
    firstOf(methods, ({ body }) => unsureOf([...eventsIn(body, eventOf)])) ??
    firstOf(everyStatement(statements), (each) =>
      each.kind === 'loop' && isOverSteps(each) ? inTurn(each.body, eventOf, moving) : null,
    )
  );
}

function inTurn(
  body: readonly Statement[],
  eventOf: (node: Node) => Event['what'] | null,
  moving: readonly Define[],
): Slip | null {
  const events = [...eventsIn(body, eventOf)];
  const [taken, moved] = (['taken', 'moved'] as const).map((what) =>
    events.filter((each) => each.what === what),
  );
  const [first] = moved!;
  const last = taken!.at(-1);
  if (!first && !last) return null;
  if (!first) return slip(last!.call, 'gradients by which nothing moves');
  if (!last) return slip(first.call, 'a step without gradients that are taken for it');
  if (first.call.from < last.call.from)
    return slip(first.call, 'a step with the gradients of the step before');
  const unsure = unsureOf(events);
  if (unsure) return unsure;
  const again = events.find(({ call }, i) => events.slice(0, i).some((each) => sameText(each.call, call)));
  if (again) return slip(again.call, 'a second step with the same gradient');
  const upwards = taken!.flatMap(({ call }) => call.args.flatMap(({ value }) => walk(value))).find(isTurned);
  if (upwards) return slip(upwards, 'an error with its sign turned');
  return firstOf(moved!, ({ call }) => {
    const method = moving.find(({ name }) => name === calledName(call));
    const given = call.args.flatMap(({ keyword, value }, i): [string, Node][] => {
      const name = keyword ?? method?.parameters[i]?.name;
      return name === undefined ? [] : [[plainName(name), value]];
    });
    return oddNumber(new Map(given));
  });
}

function unsureOf(events: readonly Event[]): Slip | null {
  const unsure = events.find(({ isSure }) => !isSure);
  return unsure ? slip(unsure.call, 'a step that is taken under a condition, or of some layers') : null;
}

function* eventsIn(
  body: readonly Statement[],
  eventOf: (node: Node) => Event['what'] | null,
  isSure = true,
): Generator<Event> {
  for (const each of body) {
    if (each.kind === 'if') yield* eventsIn([...each.then, ...each.otherwise], eventOf, false);
    else if (each.kind === 'loop') {
      const isPart =
        each.over !== null && walk(each.over).some((node) => node.kind === 'slice' && node.bounds !== '::-1');
      if (!isOverSteps(each)) yield* eventsIn(each.body, eventOf, isSure && !isPart && !endsEarly(each.body));
    } else if ('value' in each)
      for (const node of walk(each.value)) {
        const what = eventOf(node);
        if (what !== null && node.kind === 'call') yield { what, call: node, isSure };
      }
  }
}

const endsEarly = (body: readonly Statement[]): boolean =>
  [...statementsIn(body)].some(({ kind }) => kind === 'break' || kind === 'skip');

/** `y - out`, of which the error is `out - y` */
const isTurned = (node: Node): boolean =>
  node.kind === 'binary' &&
  node.operator === '-' &&
  isLabel(rootNameOf(node.left) ?? '') &&
  !isLabel(rootNameOf(node.right) ?? '');

/** `self.dW = self.x.T @ self.x`, without what comes back from the layer behind, and a `backward` that hands on nothing of it. */
function notOfWhatComesBack(method: Define): Slip | null {
  const given = parametersOf(method).filter((name) => !means('self', name));
  if (given.length === 0) return null;
  const names = new Set(given);
  const isOfIt = (node: Node): boolean => namesIn(node).some((name) => names.has(name));
  for (const [target, value] of [...statementsIn(method.body)].flatMap(pairsOf)) {
    if (isGradientField(target) && !isNumeric(value) && value.kind !== 'nothing' && !isOfIt(value))
      return slip(value, 'a gradient that is not made of what comes back');
    const root = isOwnField(target) ? target.name : rootNameOf(target);
    if (root !== null && isOfIt(value)) names.add(root);
  }
  const last = method.body.at(-1);
  return last?.kind === 'return' && last.value.kind !== 'nothing' && !isOfIt(last.value)
    ? slip(last.value, 'what goes back from a layer is not made of what comes back')
    : null;
}
