/** Terms as one would write them in a line: √(v̂ + ε), m_{t−1}. */
import { ACCENT_MARKS, GREEK_LETTERS } from '../lexicon.ts';
import type { BinaryOperator, Joining } from '../formulas/expression.ts';
import type { Code } from '../run/code.ts';
import { formatNumber } from '../../numbers.ts';
import { bare } from './term.ts';
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

const JOINED: Readonly<Record<Joining, string>> = { '+': 'Σ', '*': 'Π', max: 'max', min: 'min' };

/** θ of `theta`, and Δθ of `Deltatheta`. */
const greek = (word: string): string =>
  GREEK.get(word) ?? (word.startsWith('Delta') ? `Δ${greek(word.slice(5))}` : word);

/** Of a name in a model, such as `hat v_1` or, of a program, `m#2`. */
export function spelledName(name: string): string {
  if (Number.isFinite(Number(name))) return formatNumber(Number(name));
  const words = name.replace(/#.*| kept$/g, '').split(' ');
  const accents = words.flatMap((word) => MARKS.get(word) ?? []);
  const [base = '', ...labels] = words
    .filter((word) => !MARKS.has(word))
    .join('')
    .split('_');
  const scripts = labels.filter((label) => label !== '').map((label) => `_${GREEK.get(label) ?? label}`);
  return [base.replace(/[A-Za-z]+/g, greek), ...accents, ...scripts].join('');
}

const shift = (by: number): string => (by === 0 ? '' : by < 0 ? `−${-by}` : `+${by}`);
const before = (slot: number): string => (slot === 0 ? '' : `_{t${shift(slot)}}`);

export const spelledState = (name: string, slot: number): string => `${spelledName(name)}${before(slot)}`;

export function spelled(term: Term, naming: Naming): string {
  const name = naming(term);
  if (name !== null) return name;
  const { code, parts } = term;
  const texts = parts.map((part) => spelled(part, naming));
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
      return `${JOINED[code.operator]}_{i≤t${shift(code.until)}} ${spelled(bare(code.body), naming)}`;
    case 'call':
      return called(code.name, texts);
    case 'binary': {
      const levels = parts.map((part) => (naming(part) === null ? levelOf(part.code) : NAME));
      return infix(code.operator, texts, levels);
    }
  }
}

function called(name: string, args: readonly string[]): string {
  const [only = ''] = args;
  if (name === 'sqrt') return /^[^\s(]+$/u.test(only) ? `√${only}` : `√(${only})`;
  if (name === 'abs') return `|${only}|`;
  return name === 'norm' ? `‖${only}‖` : `${name}(${args.join(', ')})`;
}

const SIGNS = { '+': ' + ', '-': ' − ', '*': ' ', '/': '/', '^': '^' } as const;
/** How closely an operator holds what stands beside it; nothing comes between the letters of a name. */
const LEVELS = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 3 } as const;
const NAME = 4;

const levelOf = (code: Code): number => (code.kind === 'binary' ? LEVELS[code.operator] : NAME);

function infix(operator: BinaryOperator, texts: readonly string[], levels: readonly number[]): string {
  const own = LEVELS[operator];
  // Between equals the right one needs brackets, a − (b + c), where it is not all one, and of powers both.
  const isWrapped = (side: number): boolean =>
    levels[side]! < own ||
    (levels[side] === own && (operator === '^' || (side === 1 && /[-/]/.test(operator))));
  const [one = '', other = ''] = texts.map((text, side) => (isWrapped(side) ? `(${text})` : text));
  if (operator === '^' && other === '2') return `${one}²`;
  if (operator === '-' && one === '0') return `−${other}`;
  if (operator === '*' && one === '−1') return `−${other}`;
  const between = operator === '*' && /\d$/.test(one) && /^\d/.test(other) ? ' · ' : SIGNS[operator];
  return `${one}${between}${other}`;
}
