/** What makes an expression of data a gradient: which names are in it, and what comes back through the layers of a net. */
import { isGradientCall, means } from '../../lexicon.ts';
import type { Node, Statement } from '../../syntax/nodes.ts';
import { keysIn, keyOf } from '../seen/closed.ts';
import { isLabel } from './examples.ts';
import { factorsOf, inShape, isOpenDerivative, isStep, sameText, squareOf } from '../seen/factors.ts';
import { Growing } from './growth.ts';
import { isGradientKey, isRateKey, labelOfGradient, plainName } from '../seen/names.ts';
import { isSize } from '../seen/sizes.ts';
import {
  calledName,
  changedBy,
  fieldOf,
  isOfGradient,
  namesIn,
  pairsOf,
  rootNameOf,
  statementsIn,
  targetsOf,
  walk,
} from '../seen/survey.ts';
import type { Computed } from './tried.ts';

/** What is known of the whole program. */
export interface Program extends Computed {
  textOf: (node: Node) => string;
}

/** Does entry i grow with entry i of the parameters? */
export const areEntries = (entries: readonly Node[], of: string, textOf: (node: Node) => string): boolean =>
  entries.every((entry, i) => {
    const isOf = (node: Node): boolean => keyOf(node) === of;
    const isIts = (node: Node): boolean =>
      node.kind === 'entry' && isOf(node.of) && node.index?.kind === 'number' && node.index.value === i;
    const numbered = walk(entry).filter(
      (node) => node.kind === 'entry' && isOf(node.of) && node.index?.kind === 'number',
    );
    if (numbered.length !== walk(entry).filter(isOf).length) return false;
    return new Growing(isIts, textOf).isGradient(entry);
  });

/** The entries of `np.array([dw_1, dw_2])`; null of what is no such array. */
export function entriesIn(node: Node): readonly Node[] | null {
  const [list, ...more] =
    node.kind === 'call' && /^(?:as)?array$|^tensor$/.test(calledName(node)) ? node.args : [];
  return list?.value.kind === 'tuple' && more.every(({ keyword }) => keyword !== null)
    ? list.value.items
    : null;
}

/** A product, or `pred - y`: no sum with a decay of the weights or with a state. */
export function isOneTerm(closed: Node, of: string): boolean {
  if (!isSum(closed)) return true;
  if (closed.kind !== 'binary' || closed.operator !== '-') return false;
  return [closed.left, closed.right].filter((side) => keysIn(side).includes(of)).length === 1;
}

export const NOTHING: Node = { kind: 'nothing', from: 0, to: 0 };

/** v of `v = …`; null of any other statement. */
function onlyNameOf(statement: Statement): string | null {
  const [target, ...others] = targetsOf(statement);
  if (statement.kind !== 'assign' || statement.operator !== '' || others.length > 0) return null;
  return target?.kind === 'name' ? target.name : null;
}

/** Notes what a statement makes, by name. */
export function note(made: Map<string, Node>, statement: Statement): void {
  for (const each of [...statementsIn([statement])].flatMap(changedBy)) forget(made, rootNameOf(each));
  const name = onlyNameOf(statement);
  if (name !== null && statement.kind === 'assign') made.set(name, statement.value);
}

/** What was made from a name that gets another value is not made from that. */
function forget(made: Map<string, Node>, changed: string | null): void {
  if (changed === null) return;
  made.delete(changed);
  for (const [name, value] of [...made])
    if (made.has(name) && namesIn(value).includes(changed)) forget(made, name);
}

/** `grad_h[h < 0] = 0`: what goes back through a ReLU. */
export const isMasked = (statement: Statement): boolean =>
  pairsOf(statement).some(
    ([target, value]) =>
      target.kind === 'entry' &&
      target.index?.kind === 'binary' &&
      /^<=?$/.test(target.index.operator) &&
      value.kind === 'number' &&
      value.value === 0,
  );

/** `X @ w + y` */
export const addsLabel = (node: Node, moved: ReadonlySet<string>): boolean =>
  node.kind === 'binary' &&
  node.operator === '+' &&
  [node.left, node.right].some((side) => {
    const name = rootNameOf(inShape(side)) ?? '';
    return isLabel(name) && !/hat|pred|prob|out/i.test(name) && !moved.has(name);
  });

/** What comes back from a layer, as programs call it. */
const BACK = /^(?:d|delta|grad|err|δ)/i;
const LAYER = /^(?:dot|matmul|mm|sum)$/;
const BENT = /^(?:sign|abs|square|sqrt|norm|clip\w*|clamp\w*|maximum|minimum|max|min|pow(?:er)?)$/;

/** `dW1 = X.T @ dh` of `dh = dpred @ W2.T` */
export function goesBack(value: Node, made: ReadonlyMap<string, Node>): boolean {
  const isBack = (node: Node): boolean => node.kind === 'name' && made.has(node.name) && BACK.test(node.name);
  const back = throughout(value, made).filter(isBack);
  const values = [
    value,
    ...back.flatMap((node) => (node.kind === 'name' ? (made.get(node.name) ?? []) : [])),
  ];
  const isBent = (node: Node): boolean =>
    (BENT.test(calledName(node)) || (node.kind === 'binary' && node.operator === '**')) &&
    walk(node).some((part) => isBack(part) || isLayer(part));
  const isLoose = (node: Node): boolean =>
    node.kind === 'binary' &&
    node.operator === '*' &&
    walk(node).some((part) => isBack(part) || isLayer(part)) &&
    !isOfNet(node, (factor) => walk(factor).some((part) => isBack(part) || isLayer(part)), made);
  return (
    back.length > 0 &&
    walk(value).some(isLayer) &&
    !values.flatMap(walk).some((each) => isBent(each) || isLoose(each))
  );
}

/** Are all other factors of what comes back derivatives of the functions of a net, as they are usually written, or sizes? */
function isOfNet(
  product: Node,
  comesBack: (factor: Node) => boolean,
  made: ReadonlyMap<string, Node>,
): boolean {
  const factors = factorsOf(product).map(({ node }) => node);
  const others = factors.filter((factor) => !comesBack(factor));
  const isUsual = (node: Node): boolean => {
    if (node.kind === 'number' || isSize(node) || isStep(node) || isOpenDerivative(node)) return true;
    const value = node.kind === 'name' ? made.get(node.name) : undefined;
    // params["W2"]
    if (node.kind === 'entry' && fieldOf(node)) return true;
    if (node.kind === 'name')
      return value === undefined || factorsOf(value).every((each) => isUsual(each.node));
    const isRest =
      node.kind === 'binary' && node.operator === '-' && node.left.kind === 'number' && node.left.value === 1;
    return isRest && squareOf(node.right) !== null;
  };
  // a * (1 - a)
  const pairs = others.flatMap((rest) => {
    const of = rest.kind === 'binary' && rest.operator === '-' && isUsual(rest.left) ? rest.right : null;
    const other = of && others.find((each) => each !== rest && sameText(each, of));
    return other ? [rest, other] : [];
  });
  return others.every((each) => pairs.includes(each) || isUsual(each));
}

const isLayer = (node: Node): boolean =>
  (node.kind === 'binary' && node.operator === '@') || LAYER.test(calledName(node));

/** An expression with all its parts, and those of what its names were made from. */
function throughout(node: Node, made: ReadonlyMap<string, Node>): Node[] {
  const names = new Set(namesIn(node));
  for (const name of names) for (const each of namesIn(made.get(name) ?? NOTHING)) names.add(each);
  return [node, ...[...names].flatMap((name) => made.get(name) ?? [])].flatMap(walk);
}

/** Is it made of data alone, without what the rule itself computes with: no rate, no decay, no gradient already? */
export function isFromData(
  node: Node,
  made: ReadonlyMap<string, Node>,
  parameters: ReadonlySet<string>,
): boolean {
  if (node.kind === 'name' && !made.has(node.name)) return false;
  const seen = new Set<string>();
  const isData = (each: Node): boolean => {
    if (
      each.kind === 'call' &&
      (each.of.kind === 'name' || each.of.kind === 'member') &&
      isGradientCall(each.of.name)
    )
      return false;
    if (isOfGradient(each)) return false;
    if (each.kind !== 'name' || seen.has(each.name)) return true;
    seen.add(each.name);
    const key = plainName(each.name);
    const value = made.get(each.name);
    // What goes back through a layer is no gradient of a parameter.
    const isBetween =
      value !== undefined && ![...parameters].some((name) => plainName(name) === labelOfGradient(key));
    if (isGradientKey(key) && !isBetween) return false;
    // m of `m = y.shape[0]`
    if (value !== undefined && isSize(value)) return true;
    if (isRateKey(key) || means('decay', key) || means('momentum', key)) return false;
    return value === undefined || walk(value).every(isData);
  };
  return walk(node).every(isData);
}

/** A decay of the weights may be added. */
const isSum = (node: Node): boolean =>
  node.kind === 'binary' && (/^[-+]$/.test(node.operator) || (node.operator === '/' && isSum(node.left)));
