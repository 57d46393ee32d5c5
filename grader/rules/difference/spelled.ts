/** Terms as one would write them in a line: √(v̂ + ε), m_{t−1}. */
import { ACCENT_MARKS, GREEK_LETTERS } from '../lexicon.ts';
import type { Code } from '../run/code.ts';
import { formatNumber } from '../../numbers.ts';
import type { Term } from './term.ts';

/** How the names of a rule are written; null for a term that has no name of its own. */
export type Naming = (term: Term) => string | null;

const reversed = (table: Record<string, string>): Map<string, string> =>
  new Map(
    Object.entries(table)
      .reverse()
      .map(([sign, name]) => [name, sign]),
  );

const GREEK = reversed(GREEK_LETTERS);
const MARKS = reversed(ACCENT_MARKS);

/** θ of `theta`, and Δθ of `Deltatheta`. */
const greek = (word: string): string =>
  GREEK.get(word) ?? (word.startsWith('Delta') ? `Δ${greek(word.slice(5))}` : word);

/** Of a name in a model, such as `hat v_1` or, of a program, `m#2`. */
export function spelledName(name: string): string {
  if (Number.isFinite(Number(name))) return formatNumber(Number(name));
  const words = name.replace(/#.*/, '').split(' ');
  const accents = words.flatMap((word) => MARKS.get(word) ?? []);
  const [base = '', ...labels] = words
    .filter((word) => !MARKS.has(word))
    .join('')
    .split('_');
  const scripts = labels.filter((label) => label !== '').map((label) => GREEK.get(label) ?? label);
  const letters = base.replace(/[A-Za-z]+/g, greek);
  return `${letters}${accents.join('')}${scripts.map((script) => `_${script}`).join('')}`;
}

const shift = (by: number): string => (by === 0 ? '' : by < 0 ? `−${-by}` : `+${by}`);
const before = (slot: number): string => (slot === 0 ? '' : `_{t${shift(slot)}}`);

export const spelledState = (name: string, slot: number): string => `${spelledName(name)}${before(slot)}`;

function leaf(code: Code): string {
  switch (code.kind) {
    case 'number':
      return code.value < 0 ? `−${formatNumber(-code.value)}` : formatNumber(code.value);
    case 'constant':
      return spelledName(code.name);
    case 'time':
      return 't';
    case 'state':
      return spelledState(code.name, code.slot);
    case 'start':
      return `${spelledName(code.name)}_0`;
    case 'gradient':
      return `g${before(code.slot)}`;
    case 'element':
      return `${code.name === null ? 'g' : spelledName(code.name)}_i`;
    case 'index':
      return 'i';
    case 'history':
      return `${code.operator === '+' ? 'Σ' : 'Π'}_{i≤t${shift(code.until)}} ${written(code.body)}`;
    default:
      return written(code);
  }
}

/** Of what has no values of its own, the body of a sum. */
function written(code: Code): string {
  if (code.kind === 'binary') return infix(code.operator, code.left, code.right, written, levelOf);
  if (code.kind === 'call') return called(code.name, code.args.map(written));
  return leaf(code);
}

const levelOf = (code: Code): number =>
  code.kind !== 'binary'
    ? 4
    : code.operator === '^'
      ? 3
      : code.operator === '*' || code.operator === '/'
        ? 2
        : 1;

function called(name: string, args: readonly string[]): string {
  const [only = ''] = args;
  if (name === 'sqrt') return /^[^\s(]+$/u.test(only) ? `√${only}` : `√(${only})`;
  if (name === 'abs') return `|${only}|`;
  return name === 'norm' ? `‖${only}‖` : `${name}(${args.join(', ')})`;
}

const SIGNS = { '+': ' + ', '-': ' − ', '*': ' ', '/': '/', '^': '^' } as const;

function infix<T>(
  operator: keyof typeof SIGNS,
  left: T,
  right: T,
  text: (part: T) => string,
  level: (part: T) => number,
): string {
  const own = operator === '^' ? 3 : operator === '*' || operator === '/' ? 2 : 1;
  const wrap = (part: T, isWrapped: boolean): string => (isWrapped ? `(${text(part)})` : text(part));
  const one = wrap(left, level(left) < own || (own === 3 && level(left) === 3));
  const isTight = operator === '/' || operator === '-' || operator === '^';
  const other = wrap(right, level(right) < own || (isTight && level(right) === own));
  if (operator === '^' && other === '2') return `${one}²`;
  if (operator === '-' && one === '0') return `−${other}`;
  if (operator === '*' && one === '−1') return `−${other}`;
  const between = operator === '*' && /\d$/.test(one) && /^\d/.test(other) ? ' · ' : SIGNS[operator];
  return `${one}${between}${other}`;
}

export function spelled(term: Term, naming: Naming): string {
  const name = naming(term);
  if (name !== null) return name;
  const { code, parts } = term;
  const inner = (part: Term): string => spelled(part, naming);
  if (code.kind === 'call') return called(code.name, parts.map(inner));
  if (code.kind !== 'binary') return leaf(code);
  const level = (part: Term): number => (naming(part) !== null ? 4 : levelOf(part.code));
  return infix(code.operator, parts[0]!, parts[1]!, inner, level);
}
