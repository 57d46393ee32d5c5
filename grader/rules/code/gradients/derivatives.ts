/**
 * Functions that JAX and autograd make of others: `jax.grad(f)` and `jax.value_and_grad(f)`, under a name or called at once, compiled or
 * not. What they give is written as a gradient by the one argument by which it is taken, so that no other one is taken for it.
 */
import { changed } from '../../syntax/nodes.ts';
import type { Argument, Call, Node, Statement } from '../../syntax/nodes.ts';
import { calledName, everyStatement, madeOnce, onlyReturn, rootNameOf } from '../seen/survey.ts';

/** What gives the function that it is given, to be run faster. */
const isCompiled = ({ of, args }: Call): boolean =>
  args.length > 0 &&
  (/^(?:n?jit|filter_jit)$/.test(lastOf(of)) ||
    (lastOf(of) === 'function' && rootNameOf(of) === 'tf') ||
    (lastOf(of) === 'compile' && rootNameOf(of) === 'torch'));

const lastOf = (node: Node): string => (node.kind === 'name' || node.kind === 'member' ? node.name : '');

interface Derivative {
  of: Node;
  hasValue: boolean;
  hasMore: boolean;
  /** Which arguments it is taken by; null where that is not known. */
  by: readonly number[] | null;
  /** Is it given one by one, for each of several? */
  isListed: boolean;
}

/** The program with what such functions give, wherever they are called. */
export function withDerivatives(statements: readonly Statement[]): Statement[] {
  const plain = changed([...statements], (node) =>
    node.kind === 'call' && isCompiled(node) ? node.args[0]!.value : node,
  );
  const made = madeOnce(everyStatement(plain));
  const functionOf = (node: Node): Node => (node.kind === 'name' && made.get(node.name)) || node;
  return changed(plain, (node) => {
    if (node.kind !== 'call') return node;
    const derivative = derivativeIn(functionOf(node.of));
    return derivative ? given(derivative, node, functionOf) : node;
  });
}

/** Of `jax.value_and_grad(loss, argnums=(0, 1), has_aux=True)` */
function derivativeIn(node: Node): Derivative | null {
  const name = calledName(node);
  if (node.kind !== 'call' || !/^(?:grad|value_and_grad)$/.test(name)) return null;
  const [of, ...others] = node.args;
  if (!of || of.keyword !== null) return null;
  const keyed = (words: RegExp): Node | undefined =>
    others.find(({ keyword }) => keyword !== null && words.test(keyword))?.value;
  const by = keyed(/^argnums?$/) ?? others.find(({ keyword }) => keyword === null)?.value;
  const aux = keyed(/^has_aux$/);
  return {
    of: of.value,
    hasValue: name === 'value_and_grad',
    hasMore: aux !== undefined && !(aux.kind === 'truth' && !aux.value),
    by: by ? numbersIn(by) : [0],
    isListed: by?.kind === 'tuple',
  };
}

function numbersIn(node: Node): number[] | null {
  const items = node.kind === 'tuple' ? node.items : [node];
  const found = items.flatMap((item) => (item.kind === 'number' ? item.value : []));
  return found.length === items.length ? found : null;
}

/** What it gives: the gradient, the value before it, and what else its function makes. */
function given(derivative: Derivative, call: Call, functionOf: (node: Node) => Node): Node {
  const { from, to } = call;
  const at = { from, to };
  const positional = call.args.filter(({ keyword }) => keyword === null);
  const gradientBy = (index: number): Node => {
    const by = positional[index];
    if (!by || isNegative(functionOf(derivative.of))) return { kind: 'other', ...at };
    const args: Argument[] = [by, ...call.args.filter((arg) => arg !== by)];
    const of: Node = { kind: 'name', name: 'gradient_of', ...at };
    return { kind: 'call', of, args, taken: 'gradient', ...at };
  };
  const all = derivative.by?.map(gradientBy) ?? [{ kind: 'other', ...at } as const];
  const listed = (items: Node[]): Node => ({ kind: 'tuple', items, ...at });
  const gradients = derivative.isListed ? listed(all) : all[0]!;
  const more: Node = { kind: 'other', ...at };
  const value: Node = { kind: 'call', of: derivative.of, args: call.args, taken: 'value', ...at };
  if (derivative.hasValue) return listed([derivative.hasMore ? listed([value, more]) : value, gradients]);
  return derivative.hasMore ? listed([gradients, more]) : gradients;
}

/** `lambda w: -loss(w)`, whose gradient goes the other way. */
const isNegative = (node: Node): boolean => node.kind === 'function' && onlyReturn(node)?.kind === 'minus';
