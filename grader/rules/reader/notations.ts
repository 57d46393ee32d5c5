/** Every notation is a row: what it begins with, how it binds, and what it makes. To add one, add a row and its test. */
import { isParameterLike } from '../formulas/gradients.ts';
import { findWord } from '../formulas/names.ts';
import { bareOf } from '../formulas/pieces.ts';
import type { Piece } from '../formulas/piece.ts';
import { splitCommas } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import { readIndex, readName, textOf } from './names.ts';
import type { Cursor } from './cursor.ts';
import type { Bounds, Name, Tree } from './tree.ts';

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

interface Row {
  name: string;
  /** The tree of what begins at the parser's place, moving it on; null where it begins otherwise. */
  reads: (parser: Cursor, piece: Piece, base: Piece) => Tree | null;
}

const isLetter = (piece: Piece | undefined, ...names: string[]): boolean => {
  const base = piece && bareOf(piece);
  return (base?.kind === 'letter' || base?.kind === 'word') && names.includes(base.name);
};

const OBJECTIVE = /^(L|J|E|f|F|C|Q|l|h|loss|Loss|cost|error)$/;

const isGroup = (piece: Piece | undefined): piece is Piece =>
  piece !== undefined && bareOf(piece).kind === 'group';

/** Everything in the arguments of an objective that may be the point: nested ones too. */
function pointsIn(parser: Cursor, group: Piece): Tree[] {
  const base = bareOf(group);
  if (base.kind !== 'group') return [];
  return splitCommas(base.body).flatMap((part) => {
    const nested = part.filter((piece, i) => isGroup(piece) && isLetterBefore(part, i));
    if (nested.length > 0) return nested.flatMap((each) => pointsIn(parser, each));
    return part.length > 0 ? [parser.inner(part, group.at)] : [];
  });
}

function isLetterBefore(part: readonly Piece[], i: number): boolean {
  const before = part[i - 1] && bareOf(part[i - 1]!);
  return before?.kind === 'letter' && OBJECTIVE.test(before.name);
}

function boundsOf(parser: Cursor, piece: Piece): Bounds {
  const [sub, sup] = piece.kind === 'scripts' ? [piece.sub ?? [], piece.sup] : [[], null];
  const relation = sub.findIndex((p) => p.kind === 'operator' && /^(=|≤|<|in|∈|,)$/.test(p.text));
  const behind = relation < 0 ? [] : sub.slice(relation + 1);
  const sign = relation < 0 ? '' : textOf([sub[relation]!]);
  const isOrder = sign === '≤' || sign === '<';
  const inner = (pieces: readonly Piece[]): Tree | null =>
    pieces.length === 0 ? null : parser.inner(pieces, piece.at);
  return {
    index: sub[0] && relation !== 0 ? textOf(sub.slice(0, relation < 0 ? 1 : relation)) : null,
    isOverSet: sign !== '=',
    lower: sign === '=' ? inner(behind) : null,
    upper: isOrder ? inner(behind) : inner(sup ?? []),
  };
}

/** ∇[1/m Σ_i L(…) + λ‖θ‖²]: all that is said within the brackets. */
function objectiveIn(parser: Cursor, group: Piece): { points: Tree[]; means: Bounds[] } {
  const base = bareOf(group);
  const pieces = base.kind === 'group' ? base.body : [];
  const applied = pieces.filter((piece, i) => isGroup(piece) && i > 0 && isLetterLike(pieces[i - 1]!));
  return {
    points: applied.flatMap((piece) => pointsIn(parser, piece)),
    means: pieces.flatMap((piece) => (isLetter(piece, 'sum') ? [boundsOf(parser, piece)] : [])),
  };
}

/** The gradient of an objective that stands from the parser's place on: `1/m Σ_i L(f(x; θ), y)`. */
function gradientBehind(
  parser: Cursor,
  of: Name | null,
  at: Piece['at'],
  power: readonly Piece[] | null,
): Tree {
  const points: Tree[] = [];
  const means: Bounds[] = [];
  let [direct, raised]: [Name | null, readonly Piece[] | null] = [null, power];
  for (let piece = parser.peek(); piece; piece = parser.peek()) {
    const base = bareOf(piece);
    if (isLetter(piece, 'sum')) means.push(boundsOf(parser, piece));
    else if (base.kind === 'letter' || base.kind === 'word' || base.kind === 'accent') {
      parser.position += 1;
      const next = parser.peek();
      if (isGroup(next)) {
        points.push(...pointsIn(parser, next));
        raised ??= next.kind === 'scripts' ? next.sup : null;
        parser.position += 1;
      } else {
        const read = readName(piece, parser.notation);
        const isParameter =
          read !== null && !OBJECTIVE.test(read.name.base) && isParameterLike(read.name.base);
        if (isParameter) {
          direct = read.name;
          points.push({ kind: 'name', name: read.name, at: piece.at });
        }
        raised ??= isParameter ? read.power : null;
      }
      break;
    } else if (base.kind === 'group') {
      const inside = objectiveIn(parser, piece);
      points.push(...inside.points);
      means.push(...inside.means);
      raised ??= piece.kind === 'scripts' ? piece.sup : null;
      parser.position += 1;
      break;
    } else if (base.kind !== 'fraction') break;
    parser.position += 1;
  }
  return parser.raised({ kind: 'gradient', of: of ?? direct, points, means, at }, raised);
}

function nameOf(pieces: readonly Piece[], notation: Notation): Name | null {
  const [only, ...more] = pieces;
  return only && more.length === 0 ? (readName(only, notation)?.name ?? null) : null;
}

/** The bar of `∂L/∂w |_{w = w_t}`. */
function isBar(piece: Piece | undefined): piece is Piece & { kind: 'scripts' } {
  const base = piece && bareOf(piece);
  return piece?.kind === 'scripts' && piece.sub !== null && base?.kind === 'operator' && base.text === '|';
}

function pointAtBar(parser: Cursor, { sub, at }: Piece & { kind: 'scripts' }): Tree {
  const pieces = sub ?? [];
  const relation = pieces.findIndex((piece) => piece.kind === 'operator' && piece.text === '=');
  return parser.inner(pieces.slice(relation + 1), at);
}

const DIFFERENTIAL = ['partial', 'd', 'delta'] as const;

/** ∂L(θ)/∂θ as a fraction; what is above may have the point, and so may what stands behind. */
const derivative: Row = {
  name: 'derivative',
  reads(parser, piece, base) {
    if (base.kind !== 'fraction') return null;
    const [above, below] = [base.top[0], base.bottom[0]];
    const mark = DIFFERENTIAL.find((each) => isLetter(above, each) && isLetter(below, each));
    if (!mark || base.bottom.length < 2 || (mark !== 'partial' && base.top.length < 2)) return null;
    parser.position += 1;
    const of = nameOf(base.bottom.slice(1), parser.notation);
    const points = base.top.slice(1).flatMap((each) => (isGroup(each) ? pointsIn(parser, each) : []));
    if (of?.time) points.push({ kind: 'name', name: of, at: piece.at });
    let last = piece;
    // \frac{∂}{∂w} L(w), and ∂L/∂w (w_t).
    if (base.top.length === 1)
      return gradientBehind(parser, of, piece.at, piece.kind === 'scripts' ? piece.sup : null);
    const next = parser.peek();
    if (isBar(next)) {
      points.push(pointAtBar(parser, next));
      parser.position += 1;
      return parser.powered({ kind: 'gradient', of, points, means: [], at: piece.at }, next);
    }
    const isPoint = isGroup(next) && base.top.every((each) => !isGroup(each));
    if (isPoint && (bareOf(next) as { open?: string }).open === '(') {
      const inside = pointsIn(parser, next).filter((tree) => tree.kind === 'name' || tree.kind === 'binary');
      points.push(...inside);
      parser.position += 1;
      last = next;
    }
    return parser.powered({ kind: 'gradient', of, points, means: [], at: piece.at }, last);
  },
};

const nabla: Row = {
  name: 'nabla',
  reads(parser, piece) {
    const isOperator =
      isLetter(piece, 'nabla', 'grad') || (isLetter(piece, 'partial') && piece.kind === 'scripts');
    if (!isOperator) return null;
    const next = parser.peek(1);
    const isName = isLetter(piece, 'grad') && !(next && isLetter(next));
    if (isName) return null;
    parser.position += 1;
    const sub = piece.kind === 'scripts' ? (piece.sub ?? []) : [];
    return gradientBehind(
      parser,
      nameOf(sub, parser.notation),
      piece.at,
      piece.kind === 'scripts' ? piece.sup : null,
    );
  },
};

/** dW and db, in one word or as two letters. */
const differentialName: Row = {
  name: 'differential',
  reads(parser, piece, base) {
    if (base.kind !== 'letter' && base.kind !== 'word') return null;
    const { notation } = parser;
    if (base.name === 'd' && piece.kind !== 'scripts' && !notation.targets.has('d')) {
      const next = parser.peek(1);
      const read = next && isLetterLike(next) ? readName(next, notation) : null;
      if (!next || !read || !isParameterLike(read.name.base)) return null;
      parser.position += 2;
      const of = { ...read.name, time: null };
      const points: Tree[] = read.name.time ? [{ kind: 'name', name: read.name, at: next.at }] : [];
      return parser.raised({ kind: 'gradient', of, points, means: [], at: piece.at }, read.power);
    }
    return null;
  },
};

const isLetterLike = (piece: Piece): boolean => /^(letter|word)$/.test(bareOf(piece).kind);

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

const bracket: Row = {
  name: 'bracket',
  reads(parser, piece, base) {
    if (base.kind !== 'group') return null;
    parser.position += 1;
    const inner = parser.inner(base.body, piece.at);
    const name = base.open === '|' ? 'abs' : base.open === '‖' ? 'norm' : null;
    const tree: Tree = name ? { kind: 'call', name, args: [inner], at: piece.at } : inner;
    return parser.powered(tree, piece);
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

/** w(t+1), and g(θ), the gradient at θ. */
const applied: Row = {
  name: 'applied name',
  reads(parser, piece, base) {
    const next = parser.peek(1);
    const read = isLetterLike(piece) || base.kind === 'accent' ? readName(piece, parser.notation) : null;
    if (!read || read.power || !isGroup(next)) return null;
    const group = bareOf(next) as Piece & { kind: 'group' };
    if (group.open !== '(') return null;
    const time = readIndex(group.body, parser.notation.timeLetters);
    if (time && time.kind === 'step' && parser.notation.argumentTimes.has(read.name.base)) {
      parser.position += 2;
      return parser.powered({ kind: 'name', name: { ...read.name, time }, at: piece.at }, next);
    }
    if (!/^(g|grad|gradient)$/.test(read.name.base)) return null;
    parser.position += 2;
    const points = pointsIn(parser, next);
    return parser.powered({ kind: 'gradient', of: null, points, means: [], at: piece.at }, next);
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

export const DOTS = '…';

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
  derivative,
  nabla,
  differentialName,
  radical,
  fraction,
  sum,
  functionCall,
  applied,
  bracket,
  word,
  name,
];
