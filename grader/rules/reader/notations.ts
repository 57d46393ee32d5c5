/** Every notation is a row: what it begins with, how it binds, and what it makes. To add one, add a row and its test. */
import { findWord } from '../formulas/names.ts';
import { bareOf } from '../formulas/pieces.ts';
import type { Piece } from '../formulas/piece.ts';
import { splitCommas } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { APPLIED, GRADIENTS } from './gradients.ts';
import { readName, scripted, textOf } from './names.ts';
import { boundsOf, isGroup, isLetter } from './rows.ts';
import type { Row } from './rows.ts';
import { DOTS } from './tree.ts';
import type { Name, Tree } from './tree.ts';

interface Infix {
  precedence: number;
  operator: '+' | '-' | '*' | '/';
}

export const INFIX: Readonly<Record<string, Infix>> = {
  '+': { precedence: 10, operator: '+' },
  '-': { precedence: 10, operator: '-' },
  '*': { precedence: 20, operator: '*' },
  '/': { precedence: 20, operator: '/' },
};

/** Terms side by side. */
export const PRODUCT: Infix = { precedence: 20, operator: '*' };

const number: Row = {
  name: 'number',
  reads(parser, piece, base) {
    if (base.kind !== 'digit') return null;
    let text = '';
    let last = piece;
    for (let next: Piece | undefined = piece; next && bareOf(next).kind === 'digit'; next = parser.peek()) {
      text += (bareOf(next) as { text: string }).text;
      last = next;
      parser.position += 1;
      if (next.kind === 'scripts') break;
    }
    return parser.powered({ kind: 'number', value: Number(text), at: piece.at }, last);
  },
};

const sign: Row = {
  name: 'sign',
  reads(parser, piece, base) {
    if (base.kind !== 'operator' || !/^[+-]$/.test(base.text)) return null;
    parser.position += 1;
    const body = parser.expression(PRODUCT.precedence);
    const zero: Tree = { kind: 'number', value: 0, at: piece.at };
    return base.text === '+'
      ? body
      : { kind: 'binary', operator: '-', left: zero, right: body, at: piece.at };
  },
};

const radical: Row = {
  name: 'radical',
  reads(parser, piece, base) {
    if (base.kind === 'operator' && base.text === '√') {
      parser.position += 1;
      return { kind: 'call', name: 'sqrt', args: [parser.prefix()], at: piece.at };
    }
    if (base.kind !== 'root') return null;
    parser.position += 1;
    const body = parser.inner(base.body, piece.at);
    const args = base.degree ? [body, parser.inner(base.degree, piece.at)] : [body];
    return parser.powered({ kind: 'call', name: 'sqrt', args, at: piece.at }, piece);
  },
};

const fraction: Row = {
  name: 'fraction',
  reads(parser, piece, base) {
    if (base.kind !== 'fraction') return null;
    parser.position += 1;
    const [left, right] = [parser.inner(base.top, piece.at), parser.inner(base.bottom, piece.at)];
    return parser.powered({ kind: 'binary', operator: '/', left, right, at: piece.at }, piece);
  },
};

const sum: Row = {
  name: 'sum',
  reads(parser, piece) {
    if (!isLetter(piece, 'sum', 'prod')) return null;
    parser.position += 1;
    const bounds = boundsOf(parser, piece);
    const operator = isLetter(piece, 'prod') ? '*' : '+';
    return { kind: 'sum', operator, bounds, body: parser.expression(PRODUCT.precedence), at: piece.at };
  },
};

/** `(θ_t)_i` and `(∇L(θ))_i`: one coordinate. */
function withScripts(tree: Tree, piece: Piece, notation: Notation): Tree {
  const sub = piece.kind === 'scripts' ? piece.sub : null;
  if (!sub) return tree;
  if (tree.kind === 'name') return { ...tree, name: scripted(tree.name, sub, notation) };
  if (tree.kind !== 'gradient') return tree;
  const { labels, coordinates } = scripted(NAMELESS, sub, notation);
  return { ...tree, coordinates: [...coordinates, ...labels] };
}

const NAMELESS: Name = { base: '', accents: [], labels: [], coordinates: [], time: null };

const bracket: Row = {
  name: 'bracket',
  reads(parser, piece, base) {
    if (base.kind !== 'group') return null;
    parser.position += 1;
    const inner = parser.inner(base.body, piece.at);
    const name = base.open === '|' ? 'abs' : base.open === '‖' ? 'norm' : null;
    const label = name === 'norm' && piece.kind === 'scripts' && piece.sub ? `_${textOf(piece.sub)}` : '';
    if (name) return parser.powered({ kind: 'call', name: name + label, args: [inner], at: piece.at }, piece);
    return parser.powered(withScripts(inner, piece, parser.notation), piece);
  },
};

const FUNCTION = /^(max|min|sqrt|abs|sign|diag|exp|log|norm|RMS|rms|E|MS|Var)$/;

const functionCall: Row = {
  name: 'function',
  reads(parser, piece, base) {
    const next = parser.peek(1);
    if ((base.kind !== 'letter' && base.kind !== 'word') || !FUNCTION.test(base.name) || !isGroup(next))
      return null;
    const group = bareOf(next) as Piece & { kind: 'group' };
    // E[g²]_t and RMS[Δx] are names of their own; what is inside names them.
    if (/^(RMS|rms|E|MS|Var)$/.test(base.name)) {
      const scripts =
        next.kind === 'scripts'
          ? readName({ ...next, base: { kind: 'word', name: base.name, at: piece.at } }, parser.notation)
          : null;
      const named = scripts?.name ?? {
        base: base.name,
        accents: [],
        labels: [],
        coordinates: [],
        time: null,
      };
      parser.position += 2;
      const name: Name = { ...named, base: `${base.name}[${textOf(group.body)}]` };
      return parser.raised({ kind: 'name', name, at: piece.at }, scripts?.power ?? null);
    }
    parser.position += 2;
    const args = splitCommas(group.body).map((part) => parser.inner(part, piece.at));
    return parser.powered({ kind: 'call', name: base.name, args, at: piece.at }, next);
  },
};

/** Letters written together that are one name: `lr`, `beta`, `dx`. */
const word: Row = {
  name: 'word',
  reads(parser, piece, base) {
    if (base.kind !== 'letter') return null;
    const found = findWord(parser.rest(), parser.notation);
    if (!found) return null;
    const { last, name: letters, length } = found;
    const whole: Piece = { kind: 'word', name: letters, at: piece.at };
    const read = readName(last.kind === 'scripts' ? { ...last, base: whole } : whole, parser.notation);
    if (!read) return null;
    parser.position += length;
    return parser.raised({ kind: 'name', name: read.name, at: piece.at }, read.power);
  },
};

const name: Row = {
  name: 'name',
  reads(parser, piece) {
    const read = readName(piece, parser.notation);
    if (!read) return null;
    parser.position += 1;
    return parser.raised({ kind: 'name', name: read.name, at: piece.at }, read.power);
  },
};

/** `g_1 + … + g_t` */
const dots: Row = {
  name: 'dots',
  reads(parser, piece, base) {
    if (base.kind !== 'operator' || base.text !== DOTS) return null;
    parser.position += 1;
    return { kind: 'call', name: DOTS, args: [], at: piece.at };
  },
};

/** In the order in which they are tried. */
export const NOTATIONS: readonly Row[] = [
  number,
  sign,
  dots,
  ...GRADIENTS,
  radical,
  fraction,
  sum,
  functionCall,
  APPLIED,
  bracket,
  word,
  name,
];
