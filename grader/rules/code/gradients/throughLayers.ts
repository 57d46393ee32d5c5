/** How a program goes through its layers, forwards and back: by what each hands on to the next, from an error of its own, and through all. */
import { firstOf } from '../../first.ts';
import { means } from '../../lexicon.ts';
import { isOwnField } from '../../syntax/nodes.ts';
import type { Define, Loop, Node, Span, Statement } from '../../syntax/nodes.ts';
import { isLabel } from './examples.ts';
import { GROWS, reluOf } from '../seen/factors.ts';
import { definesIn } from '../seen/stepsOf.ts';
import {
  calledName,
  everyStatement,
  isNamed,
  madeOnce,
  namesIn,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';

const HELP = 'Take the error of the last layer, and hand it from each layer to the one before.';
const slip = (at: Span, reason: string): Slip => ({ at, reason, help: HELP });

const isForward = (name: string): boolean => /^forward$/i.test(name);
const isBackward = (name: string): boolean => /^back(?:ward|prop\w*)?$/i.test(name);

/** The first way in which a program does otherwise. */
export const wronglyThrough = (statements: readonly Statement[]): Slip | null =>
  firstOf(statements, (each) => (each.kind === 'class' ? ofLayer(each) : null)) ??
  ofSome(statements) ??
  firstOf(everyStatement(statements), (each) => (each.kind === 'loop' ? throughIn(each.body) : null));

/** `SGD(layers[:1])` */
function ofSome(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const classes = statements.flatMap((each) =>
    each.kind === 'class' && definesIn(each.body).some(({ name }) => isBackward(name)) ? each.name : [],
  );
  const lists = [...madeOnce(all)].flatMap(([name, value]) =>
    value.kind === 'tuple' && value.items.some((item) => classes.includes(calledName(item))) ? name : [],
  );
  const isPart = (node: Node): boolean =>
    node.kind === 'entry' &&
    node.index?.kind === 'slice' &&
    node.index.bounds !== '::-1' &&
    node.of.kind === 'name' &&
    lists.includes(node.of.name);
  const at = nodesIn(all).find(isPart);
  return at ? slip(at, 'some of the layers') : null;
}

/** A function of a layer without its derivative, and an error that a loss gives with its sign turned. */
function ofLayer({ body }: Statement & { kind: 'class' }): Slip | null {
  const methods = definesIn(body);
  const [forward, backward] = [isForward, isBackward].map((is) => methods.find(({ name }) => is(name)));
  if (!forward || !backward) return null;
  const pairs = [...statementsIn(forward.body)].flatMap(pairsOf);
  const last = backward.body.at(-1);
  if (last?.kind !== 'return') return null;
  const given = parametersOf(backward).filter((name) => !means('self', name));
  const isBent = [...statementsIn(forward.body)].some(
    (each) => 'value' in each && walk(each.value).some(isOfFunction),
  );
  // Softmax and a sigmoid at the end may have theirs in the loss.
  if (
    isBent &&
    given.some((name) => isNamed(name)(last.value)) &&
    backward.body.length === 1 &&
    !isOfOutput(forward)
  )
    return slip(last.value, 'what goes back from a layer is without the derivative of its function');
  const turned = pairs.find(
    ([target, value]) =>
      isOwnField(target) &&
      isTurned(value) &&
      walk(last.value).some((node) => isOwnField(node) && node.name === target.name),
  );
  const isTurnedBack = walk(last.value).some((node) => node.kind === 'minus');
  return turned && !isTurnedBack && given.length === 0
    ? slip(turned[1], 'an error with its sign turned')
    : null;
}

/** tanh, and `x > 0` of a ReLU. */
const isOfFunction = (node: Node): boolean =>
  GROWS.test(calledName(node)) ||
  reluOf(node) !== null ||
  (node.kind === 'binary' && /^[<>]=?$/.test(node.operator));

const isOfOutput = ({ body }: Define): boolean =>
  [...statementsIn(body)].some(
    (each) =>
      'value' in each && walk(each.value).some((node) => /softmax|sigmoid|^exp$/i.test(calledName(node))),
  );

/** `target - pred`, of which the error is `pred - target` */
export const isTurned = (node: Node): boolean =>
  node.kind === 'binary' &&
  node.operator === '-' &&
  isLabel(rootNameOf(node.left) ?? '') &&
  !isLabel(rootNameOf(node.right) ?? '');

/** `for layer in layers: x = layer.forward(x)`, each by the name that it gives, which has a value above. */
function throughIn(body: readonly Statement[]): Slip | null {
  return firstOf(body.entries(), ([i, each]) => {
    if (each.kind !== 'loop') return null;
    const step = stepOf(each);
    if (!step) return null;
    const { target, call } = step;
    const [given, ...others] = call.args;
    if (target.kind !== 'name' || !given || others.length > 0) return null;
    if (!isNamed(target.name)(given.value))
      return slip(given.value, 'a layer that is given something else than what comes from the one before');
    const above = body.slice(0, i).flatMap((one) => [...statementsIn([one])]);
    const isStarted = above.some((one) => targetsOf(one).some(isNamed(target.name)));
    return isBackward(calledName(call)) && !isStarted
      ? slip(given.value, 'an error that nothing works out')
      : null;
  });
}

function stepOf({ names, body }: Loop): { target: Node; call: Node & { kind: 'call' } } | null {
  const own = names.flatMap(namesIn);
  const [only, ...others] = body;
  const [[target, value] = []] = only ? pairsOf(only) : [];
  const isOfLayer =
    value?.kind === 'call' &&
    value.of.kind === 'member' &&
    value.of.of.kind === 'name' &&
    own.includes(value.of.of.name) &&
    (isForward(value.of.name) || isBackward(value.of.name));
  return target && isOfLayer && others.length === 0 ? { target, call: value } : null;
}

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

/** `if hasattr(layer, "W"):` leaves out what has nothing to move. */
export const isOfMovable = ({ test }: Statement & { kind: 'if' }): boolean => {
  const [, asked] = test.kind === 'call' ? test.args : [];
  return (
    (calledName(test) === 'hasattr' &&
      asked?.value.kind === 'string' &&
      /^(?:[Wwb]|weights?|params?|d[Ww])$/.test(asked.value.text)) ||
    (calledName(test) === 'isinstance' && asked?.value.kind === 'name')
  );
};

/** What is done with those that have something to move. */
export const movable = (body: readonly Statement[]): Statement[] =>
  body.flatMap((each) =>
    each.kind === 'if' && isOfMovable(each) && each.otherwise.length === 0 ? movable(each.then) : [each],
  );
