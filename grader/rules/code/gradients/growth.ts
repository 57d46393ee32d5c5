/**
 * Does an expression in closed form grow with a parameter, whatever the data are? What a gradient is derived by stands in it twice, as
 * X does in `X.T @ (X @ w - y)`: so every factor of the data has to stand in the derivative an even number of times.
 */
import { isNumber } from '../../syntax/nodes.ts';
import type { Node } from '../../syntax/nodes.ts';
import {
  factorsOf,
  GROWS,
  inShape,
  isLargestOf,
  isModule,
  isOpenDerivative,
  isOverAll,
  isShape,
  isShareOfAll,
  isShareOfOne,
  isSigmoid,
  isSumOfTwo,
  MINUS_ONE,
  MODEL,
  PRODUCT,
  reluOf,
  shaped,
  squareOf,
  steppedBy,
} from '../seen/factors.ts';
import type { Factor } from '../seen/factors.ts';
import { isSize } from '../seen/sizes.ts';
import { calledName, namesIn, walk } from '../seen/survey.ts';

/** What the derivative by a parameter is, as far as it is known. */
export interface Slope {
  sign: 1 | -1;
  /** Factors of the data in it, in the order of their names. */
  by: readonly string[];
  /** The functions of a net that it goes through, such as tanh, each with what it is asked for. */
  through: readonly string[];
  /** Something in it is not known but by its name, such as `predict(X, w)`. */
  isOpen: boolean;
}

/** `null`: nothing is known; `none`: it is not made of the parameter. */
export type Growth = Slope | 'none' | null;

const TURNED = { 1: -1, [-1]: 1 } as const;

/** Zero or one for each example. */
const MASK = /^(?:mask|observed|indicator)\w*$/i;
export class Growing {
  private readonly textOf: (node: Node) => string;
  private readonly isBy: (node: Node) => boolean;

  /** @param isBy is it the parameter? */
  constructor(isBy: (node: Node) => boolean, textOf: (node: Node) => string) {
    this.isBy = isBy;
    this.textOf = textOf;
  }

  /**
   * May it be a gradient by the parameter? Where it is an error times something, that is what the error grows by and nothing else;
   * where it is multiplied out, each factor stands in the derivative twice.
   */
  isGradient(node: Node): boolean {
    const growth = this.of(node);
    if (growth === null || growth === 'none' || growth.sign === -1 || this.isContrary) return false;
    if (growth.isOpen) return true;
    const { left, bends, isOpen } = this.withoutBends(factorsOf(node));
    const own = left.find((each) => this.of(each.node) !== 'none');
    const inner = own && isSumOfTwo(own.node) ? this.of(own.node) : null;
    if (!own || inner === null || inner === 'none') return bends.length === 0 && isEven(growth);
    const isWhole = left.length === 1 && left[0] === own;
    if (isWhole ? !isEven(growth) : growth.by.join() !== [...inner.by, ...inner.by].sort().join())
      return false;
    // The derivative of the last function is that of the loss, too, where that is the cross-entropy.
    const last = this.lastOf(own.node);
    const missing = without(inner.through, bends);
    const isMissing = missing.some((each) => each !== last);
    return (isOpen || !isMissing) && without(bends, inner.through).length === 0;
  }

  /** `sigmoid(z)` of `sigmoid(z) - y` */
  private lastOf(node: Node): string | null {
    if (node.kind !== 'binary') return null;
    const side = [node.left, node.right].find((each) => this.of(each) !== 'none');
    return side ? this.functionKey(inShape(side)) : null;
  }

  /** By what a function of a net is known; null of what is none. */
  private functionKey(node: Node): string | null {
    const relu = reluOf(node);
    if (relu) return `relu ${this.textKey(inShape(relu))}`;
    const isIts =
      (node.kind === 'binary' && node.operator === '/' && (isShareOfOne(node) || isShareOfAll(node))) ||
      (GROWS.test(calledName(node)) && calledName(node) !== 'exp');
    return isIts ? this.textKey(node) : null;
  }

  private passed(growth: Growth, node: Node): Growth {
    const key = this.functionKey(node);
    if (growth === null || growth === 'none' || key === null) return growth;
    return { ...growth, through: [...growth.through, key].sort() };
  }

  /** Is the derivative of one function in it where another one stands? */
  isContrary = false;

  /** How an expression in closed form depends on the parameter. */
  of(node: Node): Growth {
    if (this.isBy(node)) return { sign: 1, by: [], through: [], isOpen: false };
    switch (node.kind) {
      case 'number':
      case 'string':
      case 'name':
      case 'nothing':
      case 'truth':
      case 'slice':
        return 'none';
      case 'member':
      case 'entry':
        return this.of(node.of);
      case 'minus':
        return this.turned(this.of(node.of));
      case 'call':
        return this.ofCall(node);
      case 'binary':
        return this.ofBinary(node);
      default:
        return walk(node).some(this.isBy) ? null : 'none';
    }
  }

  private turned(growth: Growth): Growth {
    return growth === null || growth === 'none' ? growth : { ...growth, sign: TURNED[growth.sign] };
  }

  private sum(one: Growth, other: Growth): Growth {
    if (one === null || other === null) return null;
    if (one === 'none' || other === 'none') return one === 'none' ? other : one;
    const isOpen = one.isOpen || other.isOpen;
    const isSame =
      one.sign === other.sign &&
      one.by.join() === other.by.join() &&
      one.through.join() === other.through.join();
    return isSame || (isOpen && one.sign === other.sign) ? { ...one, isOpen } : null;
  }

  private ofCall(node: Node & { kind: 'call' }): Growth {
    if (isSize(node) || !walk(node).some(this.isBy)) return 'none';
    const name = calledName(node);
    if (isOverAll(node)) return null;
    if (PRODUCT.test(name)) return this.ofProduct(node);
    if (isShape(node)) return this.of(shaped(node));
    const [first, second] = node.args.map(({ value }) => value);
    const operator = /^add$/.test(name) ? '+' : /^sub(?:tract)?$/.test(name) ? '-' : '';
    if (operator !== '' && first && second)
      return this.ofBinary({
        kind: 'binary',
        operator,
        left: first,
        right: second,
        from: node.from,
        to: node.to,
      });
    if (!GROWS.test(name) && !MODEL.test(name) && !reluOf(node)) return null;
    const own = node.of.kind === 'member' && !isModule(node.of.of) ? [node.of.of] : [];
    const growth = [...own, ...node.args.map(({ value }) => value)]
      .map((each) => this.of(each))
      .reduce((one, other) => this.sum(one, other), 'none');
    return MODEL.test(name) && growth !== null && growth !== 'none'
      ? { ...growth, isOpen: true }
      : this.passed(growth, node);
  }

  private ofBinary(node: Node & { kind: 'binary' }): Growth {
    const { operator, left, right } = node;
    if (operator === '+') return this.sum(this.of(left), this.of(right));
    // exp(z - z.max()) of a softmax
    if (operator === '-' && isLargestOf(right, left)) return this.of(left);
    if (operator === '-') return this.sum(this.of(left), this.turned(this.of(right)));
    if (operator === '/' && isShareOfAll(node)) return this.passed(this.of(left), node);
    if (operator === '/' && this.of(left) === 'none' && isShareOfOne(node))
      return this.passed(this.turned(this.of(right)), node);
    if (/^[*@/]$/.test(operator)) return this.ofProduct(node);
    const below = this.of(left);
    if (operator !== '**') return walk(node).some(this.isBy) ? null : 'none';
    const isOdd = right.kind === 'number' && right.value % 2 === 1;
    return below === 'none' ? this.of(right) : isOdd ? below : null;
  }

  private ofProduct(node: Node): Growth {
    const { left: factors } = this.withoutBends(factorsOf(node));
    const [own, ...more] = factors.filter(({ node: each }) => this.of(each) !== 'none');
    if (!own) return walk(node).some(this.isBy) ? null : 'none';
    const growth = this.of(own.node);
    if (more.length > 0 || own.isBelow || growth === null || growth === 'none') return null;
    const others = factors.filter((each) => each !== own);
    const numbers = others.flatMap((each) => (each.node.kind === 'number' ? each.node.value : []));
    const data = others.filter((each) => each.node.kind !== 'number' && this.keyOf(each, node) !== null);
    // The sum of the errors, times the data, is no sum of their products.
    if (data.some(({ total }) => total !== own.total)) return null;
    const sign = numbers.filter((each) => each < 0).length % 2 === 0 ? growth.sign : TURNED[growth.sign];
    const outer = data.map((each) => this.keyOf(each, node)!);
    return { ...growth, sign, by: [...growth.by, ...outer].sort() };
  }

  /** A factor of the data by its name; null of one that is positive: a size, a mask, a divisor that stands nowhere else. */
  private keyOf({ node, isBelow }: Factor, within: Node): string | null {
    if (isSize(node) || (node.kind === 'name' && MASK.test(node.name))) return null;
    const names = namesIn(within);
    if (isBelow && namesIn(node).every((name) => names.filter((each) => each === name).length === 1))
      return null;
    return `${isBelow ? '1/' : ''}${this.data(node)}`;
  }

  /** `X` of `X[i]` and `X[:, None]`, and `X[:,0]` as it is. */
  private data(node: Node): string {
    if (node.kind === 'name') return node.name;
    if (node.kind === 'member') return `${this.data(node.of)}.${node.name}`;
    if (node.kind === 'entry') {
      const { index } = node;
      const isPart = index?.kind === 'slice' || index?.kind === 'other';
      const numbers =
        index?.kind === 'number' ? [String(index.value)] : isPart ? columnsIn(this.textOf(index)) : [];
      const own =
        index?.kind === 'string' ? [index.text] : index?.kind === 'binary' ? [this.textKey(index)] : numbers;
      return [this.data(node.of), ...own].join(' ');
    }
    return this.textKey(node);
  }

  /** The same for expressions that say the same in the same way. */
  private textKey(node: Node): string {
    switch (node.kind) {
      case 'number':
        return String(node.value);
      case 'name':
      case 'entry':
        return this.data(node);
      case 'member':
        return `${this.textKey(node.of)}.${node.name}`;
      case 'minus':
        return `-(${this.textKey(node.of)})`;
      case 'binary':
        return `(${this.textKey(node.left)}${node.operator}${this.textKey(node.right)})`;
      case 'call':
        return `${node.of.kind === 'member' ? `${this.textKey(node.of.of)}.` : ''}${calledName(node)}(${node.args.map(({ value }) => this.textKey(value)).join()})`;
      default:
        return this.textOf(node);
    }
  }

  /** Without what the functions of a net have for derivatives: s(1 − s) of a sigmoid, 1 − a² of tanh, z > 0 of ReLU. */
  private withoutBends(factors: readonly Factor[]): { left: Factor[]; bends: string[]; isOpen: boolean } {
    const left = [...factors];
    const bends: string[] = [];
    let isOpen = false;
    const take = (found: Factor | undefined): void => {
      if (found) left.splice(left.indexOf(found), 1);
    };
    for (const each of factors) {
      if (each.isBelow || !left.includes(each)) continue;
      if (isOpenDerivative(each.node)) isOpen = true;
      const step = steppedBy(each.node);
      if (step) bends.push(this.functionKey(inShape(step)) ?? `relu ${this.textKey(inShape(step))}`);
      if (step || isOpenDerivative(each.node)) take(each);
      const { node } = each;
      if (node.kind !== 'binary' || node.operator !== '-' || !isNumber(node.left, 1)) continue;
      const squared = squareOf(node.right);
      const key = this.textKey(node.right);
      const other = squared ? undefined : left.find((one) => !one.isBelow && this.textKey(one.node) === key);
      const of = inShape(squared ?? other?.node ?? MINUS_ONE);
      const isTanh = calledName(of) === 'tanh';
      if (squared ? isTanh : isSigmoid(of)) {
        take(each);
        take(other);
        bends.push(this.textKey(of));
      } else if (squared ? isSigmoid(of) : isTanh) this.isContrary = true;
    }
    return { left, bends, isOpen };
  }
}

/** 0 of `:, 0` */
const columnsIn = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => /^-?\d+$/.test(part));

/** Does each factor of the data stand in it twice? */
const isEven = ({ by }: Slope): boolean =>
  by.every((each) => by.filter((other) => other === each).length % 2 === 0);

/** What is left of a list without those of another one, each once. */
function without(list: readonly string[], others: readonly string[]): string[] {
  const left = [...list];
  for (const each of others) if (left.includes(each)) left.splice(left.indexOf(each), 1);
  return left;
}
