/** Functions in plain text, in TeX. */
import type { Unreadable } from '../place.ts';

/** A stretch of TeX and where in the text it comes from. */
export interface Part {
  tex: string;
  at: number;
}

type Fail = (reason: string) => Unreadable;

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
