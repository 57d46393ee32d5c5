/**
 * Backpropagation through a net that a function writes out and gives back by name: `grads["W1"] = X.T @ dz1`, `return loss, {"W1": dW1}`.
 * What the layers were given is not in sight there, so its form is looked at: the error at the end, each layer's error from the one
 * behind it, and for both parameters of a layer the same.
 */
import { givesLossAndGradient, isGradientCall, means } from '../../lexicon.ts';
import { isNumber, isOwnField } from '../../syntax/nodes.ts';
import type { Define, Node, Statement } from '../../syntax/nodes.ts';
import { areAbove, factorsOf, inShape, isSumOfTwo } from '../seen/factors.ts';
import { goesBack, isFromData, isMasked, NOTHING } from './fromData.ts';
import { isGradientKey, plainName } from '../seen/names.ts';
import { isSize } from '../seen/sizes.ts';
import {
  calledName,
  changedBy,
  fieldOf,
  isNamed,
  namesIn,
  pairsOf,
  parametersOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';

/** `W2` of layer 2. */
export interface Label {
  name: string;
  isBias: boolean;
  layer: number;
}

export interface Body {
  /** What each name is made of. */
  made: ReadonlyMap<string, Node>;
  /** Names in whose entries one is taken away where the label is. */
  less: ReadonlySet<string>;
  /** Names in whose entries one is added there. */
  more: ReadonlySet<string>;
  /** By key. */
  entries: ReadonlyMap<string, Node>;
  /** It does more than to compute. */
  isOpen: boolean;
}

const LABEL = /^(?:d_?|grad_?)?((?:W|w|weights?)|b|bias(?:es)?)_?(\d?)$/;
const TRUTH = /^(?:[yt]|Y|[yY]_?(?:b|batch|true|train|onehot|one_hot|enc)|labels?|targets?|one_?hot)$/;
const OUTPUT = /^(?:probs?|p|y_?(?:hat|pred)|preds?|predictions?|out(?:put)?s?|scores?|a\d?|A\d?|z\d?|Z\d?)$/;

export function labelOf(key: string): Label | null {
  const [, kind = '', layer = ''] = LABEL.exec(key) ?? [];
  const isBias = kind.startsWith('b');
  return kind === '' ? null : { name: `${kind}${layer}`, isBias, layer: Number(layer) };
}

/** Does a function give back the gradients of all layers of a net, by name? */
export function isBackpropagation(define: Define): boolean {
  const given = givenBy(define);
  const body = given && bodyOf(define.body.slice(0, -1), given);
  if (!given || !body || body.isOpen) return false;
  if (given.kind === 'tuple' && !given.keys && !areInOrder(given, define)) return false;
  return areGradients(given.kind === 'tuple' ? entriesOf(given) : body.entries, body);
}

/** Are values that a function gives back in this order the gradients that these names say: `loss, dW, db = softmax_loss(W, b, X, y)`? */
export function areGradientsOf(names: readonly string[], values: readonly Node[], define: Define): boolean {
  const body = bodyOf(define.body.slice(0, -1), null);
  // `loss, g = net.loss(X, y)` of `return loss, dW`
  const nameOf = (value: Node, i: number): string =>
    labelOf(names[i]!) === null && value.kind === 'name' ? value.name : names[i]!;
  const entries = new Map(values.map((value, i) => [nameOf(value, i), value] as const));
  return body !== null && !body.isOpen && entries.size === values.length && areGradients(entries, body);
}

/** `W1, b1 = params` above `return [dW1, db1]`: each gradient stands where its parameter does. */
function areInOrder({ items }: Node & { kind: 'tuple' }, { parameters, body }: Define): boolean {
  const names = parametersOf({ parameters });
  return body.some((each) => {
    const [target] = each.kind === 'assign' ? each.targets : [];
    const isTaken = each.kind === 'assign' && each.value.kind === 'name' && names.includes(each.value.name);
    return (
      isTaken &&
      target?.kind === 'tuple' &&
      target.items.length === items.length &&
      items.every((item, i) => {
        const label = item.kind === 'name' ? labelOf(item.name) : null;
        return label !== null && isNamed(label.name)(target.items[i]!);
      })
    );
  });
}

/** Of which parameters a list is that of the gradients, worked out above it: `grads = [dW1, db1]` and `{"W1": dW1, "b1": db1}`. */
export interface Listed {
  /** In their order. */
  parameters: string[];
  isByKey: boolean;
  /** Names that were made on the way. */
  made: string[];
}

/** @param above what stands above it in the same list of statements */
export function gradientsListed(value: Node, above: readonly Statement[]): Listed | null {
  if (value.kind !== 'tuple' || value.items.length === 0) return null;
  const entries = entriesOf(value);
  const body = bodyOf(above, null);
  const labels = [...entries.keys()].map(labelOf);
  if (!body || !areGradients(entries, body)) return null;
  const made = new Set(namesIn(value));
  for (const name of made) for (const each of namesIn(body.made.get(name) ?? NOTHING)) made.add(each);
  return {
    parameters: labels.map((label) => label!.name),
    isByKey: value.keys !== undefined,
    made: [...made].filter((name) => body.made.has(name)),
  };
}

function areGradients(written: ReadonlyMap<string, Node>, body: Body): boolean {
  const layers = new Map<number, Node[]>();
  const labels = new Set([...written.keys()].flatMap((key) => labelOf(key)?.name ?? []));
  for (const [key, node] of written) {
    const label = labelOf(key);
    const whole = node.kind === 'name' ? body.made.get(node.name) : node;
    const value = label && whole && withoutDecay(whole, label);
    if (!label || !value || !isOfLayer(value, label, body, labels)) return false;
    layers.set(label.layer, [...(layers.get(label.layer) ?? []), value]);
  }
  return written.size > 0 && labels.size === written.size && areJoined(layers, body);
}

/** The record of gradients that a function gives back: by its name alone, or behind the loss. */
function givenBy({ name, body }: Define): Node | null {
  const last = body.at(-1);
  if (last?.kind !== 'return') return null;
  const { value } = last;
  const [loss, second] = value.kind === 'tuple' && !value.keys && value.items.length === 2 ? value.items : [];
  const isPair =
    givesLossAndGradient(name) ||
    (loss?.kind === 'name' &&
      means('objective', plainName(loss.name)) &&
      second?.kind === 'name' &&
      isGradientKey(plainName(second.name)));
  const given = isPair ? second : isGradientCall(name) ? value : null;
  return given?.kind === 'name' || given?.kind === 'tuple' ? given : null;
}

/** By key, or by name where it is a list. */
const entriesOf = ({ keys, items }: Node & { kind: 'tuple' }): ReadonlyMap<string, Node> =>
  new Map(items.map((item, i) => [keys?.[i] ?? (item.kind === 'name' ? item.name : ''), item] as const));

/** `if y is None: return scores` */
const isWithoutLabels = (statement: Statement): boolean =>
  statement.kind === 'if' &&
  statement.test.kind === 'binary' &&
  statement.test.operator === 'is' &&
  statement.test.right.kind === 'nothing' &&
  statement.then.length === 1 &&
  statement.then[0]!.kind === 'return' &&
  statement.otherwise.length === 0;

/** What a body makes. */
export function bodyOf(statements: readonly Statement[], given: Node | null): Body | null {
  const made = new Map<string, Node>();
  const less = new Set<string>();
  const more = new Set<string>();
  const entries = new Map<string, Node>();
  const others = new Set<string>();
  let isOpen = false;
  for (const statement of statements) {
    if (statement.kind === 'do' && statement.value.kind === 'string') continue;
    if (isWithoutLabels(statement) || isMasked(statement)) continue;
    const [target, ...beside] = targetsOf(statement);
    const { operator, value } =
      statement.kind === 'assign' ? statement : { operator: 'none', value: NOTHING };
    const root = target ? rootNameOf(target) : null;
    const isAlone = target !== undefined && beside.length === 0;
    if (/^[-+]$/.test(operator) && isAlone && target.kind === 'entry' && isNumber(value, 1) && root !== null)
      (operator === '-' ? less : more).add(root);
    else if (operator === '/' && isAlone && target.kind === 'name' && isSize(value)) continue;
    else if (operator === '') {
      for (const [to, of] of pairsOf(statement)) {
        const field = fieldOf(to);
        if (given?.kind === 'name' && field?.[0] === given.name) {
          if (entries.has(field[1])) return null;
          entries.set(field[1], of);
        } else if (given?.kind === 'name' && isNamed(given.name)(to)) {
          const isEmpty = of.kind === 'nothing' && of.isEmpty === true;
          if (entries.size > 0 || !(isEmpty || (of.kind === 'tuple' && of.keys))) return null;
          for (const each of of.kind === 'tuple' ? entriesOf(of) : []) entries.set(...each);
        } else if (to.kind === 'name') {
          if (made.has(to.name)) others.add(to.name);
          made.set(to.name, of);
        } else if (to.kind !== 'tuple') isOpen = true;
      }
    } else {
      const changed = [...statementsIn([statement])].flatMap(changedBy).map(rootNameOf);
      // `scores -= scores.max(axis=1)` changes something of its own.
      if (statement.kind !== 'assign' || !changed.every((name) => name !== null && made.has(name)))
        isOpen = true;
      for (const name of changed) others.add(name ?? '');
    }
  }
  for (const name of others) made.delete(name);
  return { made, less, more, entries, isOpen };
}

/** `dW1` of `dW1 + reg * W1` */
function withoutDecay(value: Node, { name }: Label): Node {
  if (value.kind !== 'binary' || value.operator !== '+') return value;
  const isIts = (node: Node): boolean =>
    isNamed(name)(node) ||
    (isOwnField(node) && node.name === name) ||
    (node.kind === 'entry' && textOf(node.index) === name);
  const isDecay =
    areAbove(value.right) &&
    factorsOf(value.right).filter(({ node, isBelow }) => !isBelow && isIts(node)).length === 1 &&
    !walk(value.right).some((node) => node.kind === 'binary' && /^[-+@]$/.test(node.operator));
  return isDecay ? value.left : value;
}

/** `a1.T @ dz2` for a weight, `dz2.sum(axis=0)` for a bias. */
function isOfLayer(value: Node, { isBias }: Label, { made }: Body, labels: ReadonlySet<string>): boolean {
  const isProduct = walk(value).some(
    (node) =>
      (node.kind === 'binary' && node.operator === '@') ||
      /^(?:dot|matmul|outer|einsum)$/.test(calledName(node)),
  );
  const isTurned = walk(value).some((node) => node.kind === 'member' && node.name === 'T');
  return (
    isProduct !== isBias &&
    isTurned !== isBias &&
    !isSumOfTwo(value) &&
    areAbove(value) &&
    isFromData(value, made, labels) &&
    goesBack(value, made)
  );
}

/** Names of what comes back in a value, as far as those are made of others that come back. */
export function errorsIn(value: Node, made: ReadonlyMap<string, Node>): string[] {
  return [...new Set(namesIn(value))].filter(
    (name) => made.has(name) && /^(?:d|delta|grad|err|δ)/i.test(name),
  );
}

/** Each layer has one error, which is that of the layer behind it, gone through the weights between them; the last one is the error itself. */
function areJoined(layers: ReadonlyMap<number, readonly Node[]>, { made, less }: Body): boolean {
  const numbers = [...layers.keys()].sort((a, b) => a - b);
  const errors = new Map<number, string>();
  for (const layer of numbers) {
    const own = new Set(layers.get(layer)!.flatMap((value) => errorsIn(value, made)));
    const [error, ...others] = own;
    if (error === undefined || others.length > 0) return false;
    errors.set(layer, error);
  }
  return (
    new Set(errors.values()).size === numbers.length &&
    numbers.every((layer, i) => {
      const error = errors.get(layer)!;
      const behind = numbers[i + 1];
      if (behind === undefined) return isError(error, made, less);
      return comesFrom(error, errors.get(behind)!, behind, made);
    })
  );
}

/** `dz1 = (dz2 @ W2.T) * (z1 > 0)`, also in several steps. */
function comesFrom(error: string, from: string, layer: number, made: ReadonlyMap<string, Node>): boolean {
  const steps = [made.get(error)!];
  const between = errorsIn(steps[0]!, made);
  const [only, ...others] = between;
  if (only === undefined || others.length > 0) return false;
  if (only !== from) {
    const inner = made.get(only)!;
    if (errorsIn(inner, made).join() !== from) return false;
    steps.push(inner);
  }
  const weights = steps.flatMap(weightsIn);
  return weights.length > 0 && weights.every((each) => each === layer) && steps.every(areAbove);
}

/** 2 of `dz2 @ W2.T` */
export const weightsIn = (value: Node): number[] =>
  walk(value).flatMap((node) => {
    const name = node.kind === 'name' ? node.name : node.kind === 'entry' ? textOf(node.index) : '';
    const label = labelOf(isOwnField(node) ? node.name : name);
    return label && !label.isBias && /^w/i.test(label.name) && !/^d/i.test(name) ? [label.layer] : [];
  });

const textOf = (node: Node | null): string => (node?.kind === 'string' ? node.text : '');

/** `(probs - y) / n`, and `probs.copy()` of which one is taken away where the label is. */
function isError(error: string, made: ReadonlyMap<string, Node>, less: ReadonlySet<string>): boolean {
  const [own, ...others] = factorsOf(made.get(error)!).filter(
    ({ node }) => !isSize(node) && node.kind !== 'number' && !isSizeName(node, made),
  );
  if (!own || own.isBelow || others.length > 0 || !areAbove(made.get(error)!)) return false;
  // `dz = 2 * diff / n` of `diff = pred - y`
  const node = (own.node.kind === 'name' && made.get(own.node.name)) || own.node;
  if (less.has(error)) return isOutput(inShape(own.node));
  return (
    node.kind === 'binary' &&
    node.operator === '-' &&
    isTruth(inShape(node.right)) &&
    !isTruth(inShape(node.left))
  );
}

/** `y`, `targets` */
export const isTruth = (node: Node): boolean => node.kind === 'name' && TRUTH.test(node.name);

/** `probs`, `self.probs` and `y_pred` */
export const isOutput = (node: Node): boolean =>
  (node.kind === 'name' || isOwnField(node)) && OUTPUT.test(node.name);

const isSizeName = (node: Node, made: ReadonlyMap<string, Node>): boolean =>
  node.kind === 'name' && made.has(node.name) && isSize(made.get(node.name)!);
