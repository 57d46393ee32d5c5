/** `0.2 * x1` in a program that tries a rule on `0.1 * x1 ** 2 + 2 * x2 ** 2`: the gradient of a curve that is written out. */
import { isGradientCall } from '../lexicon.ts';
import type { Node, Statement } from '../syntax/nodes.ts';
import { isGradientKey, plainName } from './names.ts';
import { callsIn, namesIn, rewritten } from './survey.ts';

type Define = Statement & { kind: 'define' };

/** `x1`, a coordinate of the point; of w1 a number before it may be a decay. */
const isCoordinate = (name: string): boolean => /^x_\d$/.test(plainName(name));

/** The factors of a product. */
const factorsOf = (node: Node): Node[] =>
  node.kind === 'binary' && node.operator === '*'
    ? [...factorsOf(node.left), ...factorsOf(node.right)]
    : [node];

/** The number behind a name, `1` of x1; null of a name without one. */
const numberOf = (name: string): string | null => /_(\d)$/.exec(plainName(name))?.[1] ?? null;

/** An expression with a dot for its coordinate's number; null where it has those of several. */
function shapeOf(node: Node): { number: string; text: string } | null {
  const numbers = new Set(namesIn(node).flatMap((name) => numberOf(name) ?? []));
  const [number, ...others] = numbers;
  const plain = (part: Node): Node =>
    part.kind === 'name' && numberOf(part.name) !== null
      ? { ...part, name: part.name.replace(/\d$/, '·') }
      : part;
  const text = JSON.stringify(rewritten(node, plain), (key, value: unknown) =>
    key === 'from' || key === 'to' ? undefined : value,
  );
  return number === undefined || others.length > 0 ? null : { number, text };
}

/** Does it do the same for every coordinate, and return them as they were given? */
function isAlike({ parameters, body }: Define): boolean {
  const found = new Map<string, string[]>();
  const note = (target: Node, operator: string, value: Node): boolean => {
    const [left, right] = [shapeOf(target), shapeOf(value)];
    if (!left && namesIn(value).every((name) => numberOf(name) === null)) return true;
    if (!left || left.number !== right?.number) return false;
    found.set(left.number, [...(found.get(left.number) ?? []), [left.text, operator, right.text].join()]);
    return true;
  };
  const given = parameters.filter(({ name }) => numberOf(name) !== null);
  const isKept = body.every((statement): boolean => {
    if (statement.kind === 'assign') {
      const [target, ...others] = statement.targets;
      const [targets, values] = [target, statement.value].map((each) =>
        each?.kind === 'tuple' ? each.items : [each!],
      );
      return (
        others.length === 0 &&
        targets!.every((each, i) => !!values![i] && note(each, statement.operator, values![i]))
      );
    }
    if (statement.kind !== 'return' || statement.value.kind !== 'tuple') return false;
    const { items } = statement.value;
    return (
      items.length === given.length &&
      items.every((item, i) => {
        const { name } = given[i]!;
        const isBare = item.kind === 'name' && numberOf(item.name) !== null;
        if (isBare || item.kind === 'number') return !isBare || item.name === name;
        return note({ kind: 'name', name, from: 0, to: 0 }, 'return', item);
      })
    );
  });
  const [first, ...others] = [...found.values()].map((each) => each.join('\n'));
  return isKept && found.size >= 2 && others.every((each) => each === first);
}

/** `def f_2d(x1, x2): return …`: nothing but a value of its coordinates. */
export const isCurve = ({ parameters, body }: Define): boolean =>
  body.length === 1 &&
  body[0]!.kind === 'return' &&
  body[0]!.value.kind !== 'tuple' &&
  parameters.length >= 2 &&
  parameters.every(({ name }) => isCoordinate(name));

/** The number before `x1 ** 2` in the curve itself, times two, where the program has it. */
function slopesOf(curve: Statement | undefined): Map<string, number> | null {
  const last = curve?.kind === 'define' ? curve.body.at(-1) : undefined;
  if (last?.kind !== 'return') return null;
  const terms = (node: Node): Node[] =>
    node.kind === 'binary' && node.operator === '+' ? [...terms(node.left), ...terms(node.right)] : [node];
  const slopes = new Map<string, number>();
  for (const term of terms(last.value)) {
    const factors = factorsOf(term);
    const power = factors.find((each) => each.kind === 'binary' && each.operator === '**');
    const number = factors.find((each) => each.kind === 'number');
    const isSquare =
      power?.kind === 'binary' &&
      power.left.kind === 'name' &&
      power.right.kind === 'number' &&
      power.right.value === 2;
    if (
      !isSquare ||
      power.left.kind !== 'name' ||
      factors.length > 2 ||
      factors.length - (number ? 2 : 1) !== 0
    )
      return new Map();
    slopes.set(numberOf(power.left.name) ?? '', 2 * (number?.kind === 'number' ? number.value : 1));
  }
  return slopes;
}

/**
 * A function of at least two coordinates, each of which stands once with a number before it, that does the same for all of them and
 * has no other gradient: those are the gradients of the curve. `eta * 0.2 * x1` is eta times one.
 * @param curve the curve itself, where it is in the program
 */
export function withCurves(define: Define, curve: Statement | undefined, byHand: string[]): Define {
  const names = define.parameters.map(({ name }) => name).filter(isCoordinate);
  const isGiven = define.parameters.some(({ name }) => isGradientKey(plainName(name)));
  if (names.length < 2 || isGiven || [...callsIn(define.body)].some(isGradientCall)) return define;
  const known = slopesOf(curve);
  const found: string[] = [];
  let isTrue = true;
  const slope = (node: Node): Node => {
    const factors = factorsOf(node);
    const [own, ...more] = factors.filter((each) => each.kind === 'name' && names.includes(each.name));
    const [steep, ...others] = factors.filter((each) => each.kind === 'number' && each.value > 0);
    if (own?.kind !== 'name' || more.length > 0 || steep?.kind !== 'number' || others.length > 0) return node;
    found.push(own.name);
    if (known && Math.abs((known.get(numberOf(own.name)!) ?? NaN) - steep.value) > 1e-9) isTrue = false;
    if (known && !known.has(numberOf(own.name)!)) isTrue = false;
    const { from, to } = node;
    const of: Node = { kind: 'name', name: 'grad', from, to };
    const gradient: Node = { kind: 'call', of, args: [{ keyword: null, value: own }], from, to };
    return factors
      .filter((each) => each !== own && each !== steep)
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
  const isOnce = found.length === names.length && names.every((name) => found.includes(name));
  if (!isOnce || !isTrue || !isAlike({ ...define, body })) return define;
  byHand.push(...names);
  return { ...define, body };
}
