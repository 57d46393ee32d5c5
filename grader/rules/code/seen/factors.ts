/** What a product of arrays is made of, and the functions of a net and their derivatives, as programs write them. */
import { isNumber } from '../../syntax/nodes.ts';
import type { Node } from '../../syntax/nodes.ts';
import { calledName, walk } from './survey.ts';

/** Products, in which each argument is a factor. */
export const PRODUCT = /^(?:dot|matmul|mm|mv|outer|einsum|multiply|mul|inner|tensordot|vdot)$/;
/** Sums, and other shapes of the same. */
const SHAPE =
  /^(?:sum|mean|average|transpose|t|T|reshape|ravel|flatten|squeeze|expand_dims|unsqueeze|view|copy|as\w*array|array|tensor|float|float32|float64|item|astype|dot_sum|nansum|to|clone|atleast_2d)$/;
/** Functions that grow. */
export const GROWS = /^(?:exp|sigmoid|softmax|tanh|relu|logistic|expit|leaky_?relu|elu|softplus|sigm\w*)$/i;
/** What a model makes of its parameters, by the names of its functions. */
export const MODEL = /^(?:forward|predict\w*|model|net|hypothesis)$/i;
const SIGMOID = /^(?:sigmoid|expit|logistic|sigm)$/i;
const DERIVATIVE = /(?:deriv|prime|grad)/i;

export interface Factor {
  node: Node;
  isBelow: boolean;
  /** The sum over examples that it stands in; null of none. */
  total: Node | null;
}

/** The factors of a product, of those that stand within it too. */
export function factorsOf(node: Node, isBelow = false, total: Node | null = null): Factor[] {
  const inner = (part: Node, turned = false): Factor[] => factorsOf(part, isBelow !== turned, total);
  if (node.kind === 'minus') return [{ node: MINUS_ONE, isBelow: false, total }, ...inner(node.of)];
  if (isShape(node)) {
    const isTotal = /^(?:sum|mean|average)$/.test(calledName(node));
    return factorsOf(shaped(node), isBelow, total ?? (isTotal ? node : null));
  }
  const squared = squareOf(node);
  if (squared) return [...inner(squared), ...inner(squared)];
  if (node.kind === 'call' && PRODUCT.test(calledName(node)))
    return productOf(node).flatMap((part) => inner(part));
  if (node.kind === 'binary' && /^[*@]$/.test(node.operator))
    return [...inner(node.left), ...inner(node.right)];
  if (node.kind === 'binary' && node.operator === '/' && !isShareOfOne(node) && !isShareOfAll(node))
    return [...inner(node.left), ...inner(node.right, true)];
  return [{ node, isBelow, total }];
}

export const MINUS_ONE: Node = { kind: 'number', value: -1, from: 0, to: 0 };

/** Is a product written without a sign? */
export const areAbove = (product: Node): boolean =>
  factorsOf(product).every(({ node }) => node.kind !== 'number' || node.value > 0);

export const isModule = (node: Node): boolean =>
  node.kind === 'name' && /^(?:np|numpy|torch|jnp|math|tf|xp|K)$/.test(node.name);

/** `X.dot(w)` and `np.dot(X, w)`; no text, as the one of `einsum`. */
function productOf(node: Node & { kind: 'call' }): Node[] {
  const own = node.of.kind === 'member' && !isModule(node.of.of) ? [node.of.of] : [];
  return [
    ...own,
    ...node.args.flatMap(({ keyword, value }) =>
      keyword !== null || value.kind === 'string' ? [] : [value],
    ),
  ];
}

/** `X.T`, `X.sum(axis=0)`, `np.mean(X)`, `X[:, None]`: what is in it, in another shape. */
export const isShape = (node: Node): boolean =>
  node.kind === 'member'
    ? /^(?:T|data|value|values|flat|mT)$/.test(node.name)
    : node.kind === 'call' && SHAPE.test(calledName(node)) && shaped(node) !== node && !isOverAll(node);

export function shaped(node: Node): Node {
  if (node.kind === 'member') return node.of;
  if (node.kind !== 'call') return node;
  if (node.of.kind === 'member' && !isModule(node.of.of)) return node.of.of;
  return node.args[0]?.value ?? node;
}

/** `np.mean(err[:, None] * X)` of an err that is `X @ w - y`: one number for all parameters. */
export function isOverAll(node: Node & { kind: 'call' }): boolean {
  const isMethod = node.of.kind === 'member' && !isModule(node.of.of);
  const isTotal = /^(?:sum|mean|average)$/.test(calledName(node)) && node.args.length === (isMethod ? 0 : 1);
  const of = shaped(node);
  if (!isTotal || of.kind !== 'binary' || of.operator !== '*') return false;
  return walk(of).some(
    (part) =>
      (part.kind === 'binary' && part.operator === '@') ||
      /^(?:dot|matmul|mm|einsum)$/.test(calledName(part)),
  );
}

export const isSumOfTwo = (node: Node): boolean => node.kind === 'binary' && /^[-+]$/.test(node.operator);

/** Are two expressions written alike? */
export const sameText = (one: Node, other: Node): boolean => shapeOf(one) === shapeOf(other);

const shapeOf = (node: Node): string =>
  JSON.stringify(node, (key, value: unknown) => (key === 'from' || key === 'to' ? undefined : value));

/** 0.01 of `w -= 0.01 * (p - y) * x`, which is no factor of a derivative. */
export const isSmall = (node: Node): boolean => node.kind === 'number' && node.value > 0 && node.value < 0.5;

export const isOne = (node: Node): boolean => node.kind === 'number' && node.value === 1;

export const inShape = (node: Node): Node => (isShape(node) ? inShape(shaped(node)) : node);

export function squareOf(node: Node): Node | null {
  if (node.kind === 'call') {
    const [first, second] = node.args.map(({ value }) => value);
    const isSquare =
      calledName(node) === 'square' ||
      (/^pow(?:er)?$/.test(calledName(node)) && second?.kind === 'number' && second.value === 2);
    return isSquare ? (first ?? null) : null;
  }
  if (node.kind !== 'binary') return null;
  if (node.operator === '**')
    return node.right.kind === 'number' && node.right.value === 2 ? node.left : null;
  return node.operator === '*' && sameText(node.left, node.right) ? node.left : null;
}

export const isSigmoid = (node: Node): boolean =>
  SIGMOID.test(calledName(node)) ||
  MODEL.test(calledName(node)) ||
  (node.kind === 'binary' && node.operator === '/' && isShareOfOne(node));

/** z of `(z > 0)`, also as numbers. */
export function steppedBy(node: Node): Node | null {
  if (node.kind === 'binary') {
    const isAboveZero = /^>=?$/.test(node.operator) && isNumber(node.right, 0);
    return isAboveZero ? node.left : null;
  }
  if (node.kind !== 'call') return null;
  const [test, then, otherwise] = node.args.map(({ value }) => value);
  if (calledName(node) !== 'where') return isShape(node) ? steppedBy(shaped(node)) : null;
  const isOneOrLess =
    then?.kind === 'number' && then.value > 0 && otherwise?.kind === 'number' && otherwise.value >= 0;
  return test && isOneOrLess ? steppedBy(test) : null;
}

export const isStep = (node: Node): boolean => steppedBy(node) !== null;

/** z of `np.maximum(0, z)` and `relu(z)` */
export function reluOf(node: Node): Node | null {
  if (node.kind !== 'call') return null;
  const args = node.args.map(({ value }) => value);
  if (/relu$/i.test(calledName(node))) return args[0] ?? null;
  const isZero = (each: Node): boolean => isNumber(each, 0);
  return calledName(node) === 'maximum' && args.some(isZero)
    ? (args.find((each) => !isZero(each)) ?? null)
    : null;
}

/** `sigmoid_prime(z)`, of which nothing more is known. */
export const isOpenDerivative = (node: Node): boolean =>
  node.kind === 'call' &&
  DERIVATIVE.test(calledName(node)) &&
  !/^(?:grad|gradient)s?$/i.test(calledName(node));

/** `z.max(axis=1)` and `np.max(z)` of z */
export const isLargestOf = (node: Node, of: Node): boolean =>
  /^a?max$/.test(calledName(node)) && sameText(inShape(shaped(node)), inShape(of));

/** `e / e.sum()` of an e that is `exp(z)`: softmax */
export const isShareOfAll = ({ left, right }: Node & { kind: 'binary' }): boolean =>
  calledName(left) === 'exp' && calledName(right) === 'sum' && sameText(shaped(right), left);

/** `1 / (1 + exp(-z))` */
export const isShareOfOne = ({ left, right }: Node & { kind: 'binary' }): boolean =>
  left.kind === 'number' &&
  left.value > 0 &&
  right.kind === 'binary' &&
  right.operator === '+' &&
  [right.left, right.right].every(
    (each) => (each.kind === 'number' && each.value > 0) || calledName(each) === 'exp',
  );

/** A call of which nothing is known. */
export const isOther = (node: Node): boolean =>
  node.kind === 'call' &&
  !isShape(node) &&
  !PRODUCT.test(calledName(node)) &&
  !GROWS.test(calledName(node)) &&
  reluOf(node) === null;
