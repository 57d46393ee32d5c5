/** `0.2 * x1` in a program that tries a rule on `0.1 * x1 ** 2 + 2 * x2 ** 2`: the gradient of a curve that is written out. */
import { isGradientCall } from '../lexicon.ts';
import type { Node, Statement } from '../syntax/nodes.ts';
import { isGradientKey, isParameterWord, plainName } from './names.ts';
import { callsIn, rewritten } from './survey.ts';

type Define = Statement & { kind: 'define' };

/** `x1`, a coordinate of the point. */
const isCoordinate = (name: string): boolean =>
  isParameterWord(plainName(name)) && /_\d$/.test(plainName(name));

/** The factors of a product. */
const factorsOf = (node: Node): Node[] =>
  node.kind === 'binary' && node.operator === '*'
    ? [...factorsOf(node.left), ...factorsOf(node.right)]
    : [node];

/**
 * A function of at least two coordinates, each of which stands once with a number before it, and without another gradient: those
 * are the gradients of the curve. `eta * 0.2 * x1` is eta times one.
 */
export function withCurves(define: Define, byHand: string[]): Define {
  const names = define.parameters.map(({ name }) => name).filter(isCoordinate);
  const isGiven = define.parameters.some(({ name }) => isGradientKey(plainName(name)));
  if (names.length < 2 || isGiven || [...callsIn(define.body)].some(isGradientCall)) return define;
  const found: string[] = [];
  const slope = (node: Node): Node => {
    const factors = factorsOf(node);
    const [own, ...more] = factors.filter((each) => each.kind === 'name' && names.includes(each.name));
    const numbers = factors.filter((each) => each.kind === 'number' && each.value > 0);
    if (own?.kind !== 'name' || more.length > 0 || numbers.length !== 1) return node;
    found.push(own.name);
    const { from, to } = node;
    const of: Node = { kind: 'name', name: 'grad', from, to };
    const gradient: Node = { kind: 'call', of, args: [{ keyword: null, value: own }], from, to };
    return factors
      .filter((each) => each !== own && each !== numbers[0])
      .reduce(
        (left, right): Node => ({ kind: 'binary', operator: '*', left: right, right: left, from, to }),
        gradient,
      );
  };
  const body = define.body.map((statement): Statement =>
    statement.kind === 'assign' || statement.kind === 'return'
      ? { ...statement, value: rewritten(statement.value, slope) }
      : statement,
  );
  if (found.length !== names.length || !names.every((name) => found.includes(name))) return define;
  byHand.push(...names);
  return { ...define, body };
}
