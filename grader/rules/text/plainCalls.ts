/** Functions and methods of NumPy, PyTorch and their like, in TeX. */
import type { Unreadable } from '../place.ts';
import type { Token } from './plainTokens.ts';

/** A stretch of TeX and where in the text it comes from. */
export interface Part {
  tex: string;
  at: number;
}

export interface Argument {
  keyword: string | null;
  parts: Part[];
}

type Fail = (reason: string) => Unreadable;

/** `v.mul(beta).add(g)`, as in-place methods of PyTorch too. */
export const METHOD =
  /^(mul|multiply|add|sub|subtract|div|divide|addcmul|addcdiv|sqrt|pow|square|abs|sign|maximum|minimum|max|min|copy|zero|lerp|norm)_?$/;

const BINARY: Record<string, string> = {
  multiply: '\\cdot ',
  mul: '\\cdot ',
  add: '+',
  subtract: '-',
  sub: '-',
  divide: '/',
  div: '/',
};

export const FUNCTIONS =
  /^(sqrt|rsqrt|square|abs|sign|sgn|max|maximum|fmax|min|minimum|fmin|pow|power|multiply|mul|add|subtract|sub|divide|div)$/;

export function wrapped(before: string, parts: Part[], after: string, at: number): Part[] {
  return [{ tex: before, at }, ...parts, { tex: after, at }];
}

/**
 * `name(args)`
 * @param at   its place
 * @param fail what to throw where it is not known
 */
export function applied(name: string, args: readonly Part[][], at: number, fail: Fail): Part[] {
  const [first, second] = args;
  const bad = (): Unreadable => fail(`“${name}” with ${args.length} arguments is not known here`);
  if (!first || args.length > 2) throw bad();
  const operator = BINARY[name];
  if (operator !== undefined) {
    if (!second) throw bad();
    return wrapped(
      '(',
      [...wrapped('(', first, ')', at), { tex: operator, at }, ...wrapped('(', second, ')', at)],
      ')',
      at,
    );
  }
  if (/^(max|maximum|fmax|min|minimum|fmin)$/.test(name)) {
    if (!second) throw bad();
    const tex = name.includes('ax') ? '\\max(' : '\\min(';
    return [{ tex, at }, ...first, { tex: ',', at }, ...second, { tex: ')', at }];
  }
  if (/^(pow|power)$/.test(name)) {
    if (!second) throw bad();
    return [...wrapped('(', first, ')', at), ...wrapped('^{', second, '}', at)];
  }
  if (second) throw bad();
  switch (name) {
    case 'sqrt':
      return wrapped('\\sqrt{', first, '}', at);
    case 'rsqrt':
      return wrapped('\\frac{1}{\\sqrt{', first, '}}', at);
    case 'square':
      return wrapped('(', first, ')^{2}', at);
    case 'abs':
      return wrapped('\\left| ', first, ' \\right|', at);
    case 'sign':
    case 'sgn':
      return wrapped('\\operatorname{sign}(', first, ')', at);
    default:
      throw bad();
  }
}

/**
 * `self.name(args)`
 * @param fail what to throw where it is not known
 */
export function methodOf(
  { text, start: at }: Token,
  self: Part[],
  args: readonly Argument[],
  fail: Fail,
): Part[] {
  const positional = args.filter((arg) => arg.keyword === null).map((arg) => arg.parts);
  const keyword = (text: string): Part[] | undefined => args.find((arg) => arg.keyword === text)?.parts;
  const known = args.every(
    (arg) => arg.keyword === null || /^(alpha|value|weight|other|exponent)$/.test(arg.keyword),
  );
  const [first, second, third] = positional;
  const group = (parts: Part[]): Part[] => wrapped('(', parts, ')', parts[0]?.at ?? at);
  const of = (operator: string, other: Part[]): Part[] => [
    { tex: '(', at },
    ...self,
    { tex: operator, at },
    ...other,
    { tex: ')', at },
  ];
  const times = (...factors: (Part[] | undefined)[]): Part[] =>
    factors.flatMap((factor, i) =>
      factor ? [...(i > 0 ? [{ tex: '\\cdot ', at }] : []), ...group(factor)] : [],
    );
  const scaled = (weight: Part[] | undefined, rest: Part[]): Part[] =>
    weight ? [...group(weight), { tex: '\\cdot ', at }, ...rest] : rest;
  const bad = (): Unreadable => fail(`“.${text}” with these arguments is not known here`);
  if (!known) throw bad();
  const method = text.replace(/_$/, '');
  switch (method) {
    case 'mul':
    case 'multiply':
      if (!first || second) throw bad();
      return of('\\cdot ', group(first));
    case 'div':
    case 'divide':
      if (!first || second) throw bad();
      return of('/', group(first));
    case 'add':
    case 'sub':
    case 'subtract': {
      if (!first || third || (second && keyword('alpha'))) throw bad();
      // add_(1 - beta, grad) is the older form of add_(grad, alpha=1 - beta).
      const [weight, value] = second ? [first, second] : [keyword('alpha'), first];
      return of(method === 'add' ? '+' : '-', scaled(weight, group(value)));
    }
    case 'addcmul':
    case 'addcdiv': {
      if (!first || !second || (third && keyword('value'))) throw bad();
      const [weight, one, other] = third ? [first, second, third] : [keyword('value'), first, second];
      const product =
        method === 'addcmul' ? times(one, other) : [...group(one), { tex: '/', at }, ...group(other)];
      return of('+', scaled(weight, product));
    }
    case 'lerp': {
      const weight = second ?? keyword('weight');
      if (!first || !weight) throw bad();
      return of('+', [
        ...group(weight),
        { tex: '\\cdot (', at },
        ...group(first),
        { tex: '-', at },
        ...self,
        { tex: ')', at },
      ]);
    }
    case 'copy':
      if (!first || second) throw bad();
      return group(first);
    case 'zero':
      return [{ tex: '0', at }];
    case 'pow': {
      const exponent = first ?? keyword('exponent');
      if (!exponent || second) throw bad();
      return [...group(self), ...wrapped('^{', exponent, '}', at)];
    }
    default:
      return applied(method, [self, ...positional], at, fail);
  }
}
