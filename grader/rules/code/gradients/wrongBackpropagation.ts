/**
 * Ways in which a program takes the gradients of its layers otherwise than they are: by the error of another layer, through the weights
 * of another one, with a sign too many, or not at all. Nothing is said of a form that is not known.
 */
import { firstOf } from '../../first.ts';
import { givesGradients, isGradientCall } from '../../lexicon.ts';
import { isOwnField } from '../../syntax/nodes.ts';
import type { Define, Node, Span, Statement } from '../../syntax/nodes.ts';
import {
  bodyOf,
  errorsIn,
  isBackpropagation,
  isOutput,
  isTruth,
  labelOf,
  weightsIn,
} from './backpropagation.ts';
import type { Body, Label } from './backpropagation.ts';
import { factorsOf, GROWS, inShape, reluOf } from '../seen/factors.ts';
import { isMasked } from './fromData.ts';
import { isGradientKey, namedByGradient, plainName } from '../seen/names.ts';
import { isSize } from '../seen/sizes.ts';
import { definesIn } from '../seen/stepsOf.ts';
import {
  boundIn,
  calledName,
  everyStatement,
  isDefinition,
  lastName,
  nodesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Slip } from '../seen/survey.ts';
import { isOverSteps } from '../steps/units.ts';

const HELP = 'Take each layer’s gradient by its own error, which comes back through the layers behind it.';
const slip = (at: Span, reason: string): Slip => ({ at, reason, help: HELP });

/** The first one in a program. */
export function wronglyBack(statements: readonly Statement[]): Slip | null {
  const isBent = nodesIn(everyStatement(statements)).some(
    (node) => reluOf(node) !== null || GROWS.test(calledName(node)),
  );
  return (
    firstOf(bodiesIn(statements), (body) => {
      const gradients = gradientsIn(body);
      const own = bodyOf(body, null);
      return wrongIn(gradients, own) ?? (isBent ? straightThrough(gradients, own, body) : null);
    }) ??
    firstOf(everyStatement(statements), inOtherOrder) ??
    incomplete(statements)
  );
}

/** `gy, gx = grad(x, y)` */
function inOtherOrder(each: Statement): Slip | null {
  const [target] = each.kind === 'assign' ? each.targets : [];
  const call = each.kind === 'assign' && each.value.kind === 'call' ? each.value : null;
  if (target?.kind !== 'tuple' || !call || !isGradientCall(calledName(call))) return null;
  const given = call.args.map(({ value }) => lastName(value) ?? '');
  const labels = target.items.map((item) => namedByGradient(lastName(item) ?? ''));
  const places = labels.map((label) => (label === null ? -1 : given.indexOf(label)));
  const isOther = !places.includes(-1) && places.some((place, i) => i > 0 && place < places[i - 1]!);
  return isOther ? slip(target, 'gradients in another order than what they are taken by') : null;
}

const isOfGradients = (define: Define): boolean => givesGradients(define.name) || isBackpropagation(define);

/** Lists of statements in which gradients may be worked out: functions for it, and loops. */
const bodiesIn = (statements: readonly Statement[]): (readonly Statement[])[] => [
  ...definesIn(statements).map(({ body }) => body),
  ...everyStatement(statements).flatMap((each) => (each.kind === 'loop' ? [each.body] : [])),
];

interface Gradient {
  label: Label;
  value: Node;
}

/** `grads["W1"] = …`, `self.dW1 = …`, `dW1 = …`, each once. */
function gradientsIn(body: readonly Statement[]): Gradient[] {
  const found = new Map<string, Gradient>();
  const twice = new Set<string>();
  const add = (key: string, value: Node): void => {
    const label = labelOf(key);
    if (!label || value.kind === 'name') return;
    if (found.has(label.name)) twice.add(label.name);
    found.set(label.name, { label, value });
  };
  for (const [target, value] of body.flatMap(pairsOf)) {
    const isOfAll = target.kind === 'entry' && target.index?.kind === 'string' && isAll(target.of);
    if (isOfAll && target.index?.kind === 'string') add(target.index.text, value);
    else if ((target.kind === 'name' || isOwnField(target)) && isGradientKey(plainName(target.name)))
      add(target.name, value);
    else if (value.kind === 'tuple' && value.keys && isAll(target))
      for (const [i, item] of value.items.entries()) add(value.keys[i]!, item);
  }
  return [...found.values()].filter(({ label }) => label.layer > 0 && !twice.has(label.name));
}

/** `grads` and `self.grads` */
const isAll = (node: Node): boolean =>
  (node.kind === 'name' || node.kind === 'member') && isGradientKey(plainName(node.name));

function wrongIn(gradients: readonly Gradient[], body: Body | null): Slip | null {
  if (!body || gradients.length === 0) return null;
  const { made } = body;
  const errors = new Map<number, { error: string; at: Node }>();
  for (const { label, value } of gradients) {
    const [error, ...others] = errorsIn(value, made);
    if (error === undefined || others.length > 0) continue;
    const before = errors.get(label.layer);
    if (before && before.error !== error)
      return slip(value, `“${label.name}” has its gradient by another error than the rest of its layer`);
    if ([...errors].some(([layer, each]) => layer !== label.layer && each.error === error))
      return slip(value, `“${label.name}” has its gradient by the error of another layer`);
    errors.set(label.layer, { error, at: value });
    if (signOf(value, body) === -1) return slip(value, 'a gradient with its sign turned');
  }
  return firstOf(errors, ([layer, { error }]) => {
    const [from, ...others] = chainOf(error, made);
    if (!from || others.length > 0) return null;
    const behind = [...errors].find(([, each]) => each.error === from.error);
    const weights = from.values.flatMap(weightsIn);
    return behind && behind[0] !== layer && weights.length > 0 && !weights.includes(behind[0])
      ? slip(from.values[0]!, 'an error that comes back through the weights of another layer')
      : null;
  });
}

/** `dz1 = dz2 @ W2.T` of a layer that has a function, whose derivative is left out. */
function straightThrough(
  gradients: readonly Gradient[],
  body: Body | null,
  statements: readonly Statement[],
): Slip | null {
  if (!body) return null;
  const { made } = body;
  const masked = new Set(statements.filter(isMasked).flatMap((each) => targetsOf(each).map(rootNameOf)));
  return firstOf(gradients, ({ value }) => {
    const [error, ...others] = errorsIn(value, made);
    const own = error === undefined ? undefined : made.get(error);
    if (error === undefined || !own || others.length > 0 || masked.has(error)) return null;
    const [from, ...more] = errorsIn(own, made);
    const isLoose = (node: Node): boolean =>
      node.kind !== 'number' &&
      !isSize(node) &&
      weightsIn(node).length === 0 &&
      errorsIn(node, made).length === 0;
    return from !== undefined &&
      more.length === 0 &&
      weightsIn(own).length > 0 &&
      !factorsOf(own).some(({ node }) => isLoose(node))
      ? slip(own, `“${error}” is without the derivative of its layer’s function`)
      : null;
  });
}

/** The errors that one is made of, with all that is made on the way to it. */
function chainOf(error: string, made: ReadonlyMap<string, Node>): { error: string; values: Node[] }[] {
  const value = made.get(error);
  if (!value) return [];
  return errorsIn(value, made).flatMap((each) => {
    const isOnTheWay = errorsIn(made.get(each)!, made).length > 0 && /^d_?a/i.test(each);
    if (!isOnTheWay) return [{ error: each, values: [value] }];
    return chainOf(each, made).map((own) => ({ ...own, values: [value, ...own.values] }));
  });
}

/** Does a gradient point uphill, as far as that is known? */
function signOf(value: Node, body: Body, depth = 0): 1 | -1 | null {
  let sign: 1 | -1 = 1;
  for (const { node } of factorsOf(value)) {
    if (node.kind === 'number') {
      if (node.value < 0) sign = sign === 1 ? -1 : 1;
      continue;
    }
    const own = depth < 8 ? signOfFactor(node, body, depth) : null;
    if (own === null) return null;
    if (own === -1) sign = sign === 1 ? -1 : 1;
  }
  return sign;
}

function signOfFactor(node: Node, body: Body, depth: number): 1 | -1 | null {
  const { made, less, more } = body;
  if (node.kind === 'name') {
    const [own] = errorsIn(node, made);
    if (own === undefined) return 1;
    if (more.has(own)) return -1;
    return less.has(own) ? 1 : signOf(made.get(own)!, body, depth + 1);
  }
  if (node.kind !== 'binary' || !/^[-+]$/.test(node.operator))
    return errorsIn(node, made).length > 0 ? null : 1;
  if (errorsIn(node, made).length > 0) return null;
  const [left, right] = [inShape(node.left), inShape(node.right)];
  return node.operator === '-' && isTruth(left) && isOutput(right) ? -1 : 1;
}

/** Parameters that a program makes and whose gradients are left out where those of others are given; and gradients nothing asks for. */
function incomplete(statements: readonly Statement[]): Slip | null {
  const all = everyStatement(statements);
  const makes = new Set([
    ...all.flatMap(targetsOf).flatMap((target) => keyOf(target) ?? []),
    ...nodesIn(all).flatMap((node) => (node.kind === 'tuple' && node.keys) || []),
  ]);
  const defines = definesIn(statements).filter(isOfGradients);
  return (
    firstOf(defines, ({ body }) => {
      const given = allIn(body);
      if (given.size < 2) return null;
      const left = [...given].flatMap(([, { label }]) => {
        const own = label.isBias ? `W${label.layer}` : `b${label.layer}`;
        return makes.has(own) && !given.has(own) ? own : [];
      });
      return left.length > 0 ? slip(body.at(-1)!, `“${left[0]!}” gets no gradient`) : null;
    }) ?? neverGiven(statements, defines)
  );
}

/** W1 of `W1`, `self.W1` and `params["W1"]` */
const keyOf = (target: Node): string | null =>
  target.kind === 'entry' ? (target.index?.kind === 'string' ? target.index.text : null) : lastName(target);

/** All gradients that a function gives names or keys, also by name alone. */
function allIn(body: readonly Statement[]): Map<string, { label: Label }> {
  const found = new Map<string, { label: Label }>();
  const add = (key: string): void => {
    const label = labelOf(key);
    if (label && label.layer > 0) found.set(label.name, { label });
  };
  for (const each of statementsIn(body)) {
    for (const target of targetsOf(each)) {
      if (target.kind === 'entry' && target.index?.kind === 'string' && isAll(target.of))
        add(target.index.text);
      else if ((target.kind === 'name' || isOwnField(target)) && isGradientKey(plainName(target.name)))
        add(target.name);
    }
    const values = 'value' in each ? walk(each.value) : [];
    for (const node of values)
      if (node.kind === 'tuple' && node.keys && node.keys.every((key) => labelOf(key)))
        for (const key of node.keys) add(key);
  }
  return found;
}

/** `def backward(…)` that nobody calls, or one gradient of many, where the steps take what nothing gives. */
function neverGiven(statements: readonly Statement[], defines: readonly Define[]): Slip | null {
  const around = statements.filter((each) => !isDefinition(each));
  // `nesterov(grad_f, x0)` hands it on.
  const called = new Set(
    nodesIn(everyStatement(statements)).flatMap((node) => [calledName(node), lastName(node)]),
  );
  const idle = defines.find(({ name }) => !called.has(name));
  const known = boundIn(around);
  const scopes = [
    { body: around, bound: new Set(known) },
    ...definesIn(statements)
      .filter((each) => defines.includes(each) || [...statementsIn(each.body)].some(isTraining))
      .map(({ parameters, body }) => ({
        body,
        bound: new Set([...known, ...parametersOf({ parameters }), ...boundIn(body)]),
      })),
  ];
  return (
    firstOf(scopes, ({ body, bound }) => {
      const free = nodesIn(body).find(
        (node) => node.kind === 'name' && isGradientKey(plainName(node.name)) && !bound.has(node.name),
      );
      return free && idle ? slip(free, `“${idle.name}” is called nowhere`) : oneMissing(body, bound);
    }) ??
    firstOf(nodesIn(everyStatement(statements)), exchanged) ??
    oneUnused(statements, defines)
  );
}

const isTraining = (each: Statement): boolean => each.kind === 'loop' && isOverSteps(each);

/** `grads["db2"]`, which nobody takes where the others are taken one by one. */
function oneUnused(statements: readonly Statement[], defines: readonly Define[]): Slip | null {
  const given = new Map(defines.flatMap(({ body }) => [...allIn(body)]));
  const others = definesIn(statements).filter((each) => !defines.includes(each));
  const nodes = nodesIn([
    ...statements.filter((each) => !isDefinition(each)),
    ...others.flatMap(({ body }) => body),
  ]);
  const asked = nodes.filter((node) => node.kind === 'entry' && isAll(node.of));
  const read = asked.map((node) =>
    node.kind === 'entry' && node.index?.kind === 'string' ? (labelOf(node.index.text)?.name ?? null) : null,
  );
  const [first] = asked;
  if (!first || read.includes(null)) return null;
  const left = [...given.keys()].find((name) => !read.includes(name));
  return left === undefined ? null : slip(first, `the gradient of “${left}” moves nothing`);
}

const isOfLayer = (name: string): boolean => name.startsWith('d') && labelOf(name) !== null;

/** `db1` where `dW1`, `dW2` and `db2` are worked out. */
function oneMissing(body: readonly Statement[], bound: ReadonlySet<string>): Slip | null {
  if (![...bound].some(isOfLayer)) return null;
  const one = nodesIn(body).find(
    (node) => node.kind === 'name' && isOfLayer(node.name) && !bound.has(node.name),
  );
  return one?.kind === 'name' ? slip(one, `“${one.name}” gets no value`) : null;
}

/** `{"W1": dW2}` */
function exchanged(node: Node): Slip | null {
  if (node.kind !== 'tuple' || !node.keys) return null;
  const at = node.items.findIndex((item, i) => {
    const [own, given] = [
      labelOf(node.keys![i]!),
      item.kind === 'name' && isOfLayer(item.name) ? labelOf(item.name) : null,
    ];
    return own && given && own.name !== given.name;
  });
  return at < 0 ? null : slip(node.items[at]!, `the gradient of another parameter than “${node.keys[at]!}”`);
}
