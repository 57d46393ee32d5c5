/** The notations of the gradient, each with its point and the parameter that it is of. */
import { isGradientAt, isParameterLike, isPrimedObjective } from '../formulas/gradients.ts';
import { bareOf } from '../formulas/pieces.ts';
import type { Piece } from '../formulas/piece.ts';
import { splitCommas } from '../formulas/symbols.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Place } from '../place.ts';
import type { Cursor } from './cursor.ts';
import { readIndex, readName } from './names.ts';
import { boundsOf, isGroup, isLetter, isLetterLike } from './rows.ts';
import type { Row } from './rows.ts';
import type { Bounds, Name, Tree } from './tree.ts';

const OBJECTIVE = /^(L|J|E|f|F|C|Q|l|h|loss|Loss|cost|error)$/;

function gradient(of: Name | null, points: Tree[], at: Place): Tree & { kind: 'gradient' } {
  return { kind: 'gradient', of, points, means: [], shares: [], coordinates: [], at };
}

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

/** ∇[1/m Σ_i L(…) + λ‖θ‖²]: all that is said within the brackets. */
function objectiveIn(parser: Cursor, group: Piece): { points: Tree[]; means: Bounds[]; shares: Tree[] } {
  const base = bareOf(group);
  const pieces = base.kind === 'group' ? base.body : [];
  const applied = pieces.filter((piece, i) => isGroup(piece) && i > 0 && isLetterLike(pieces[i - 1]!));
  return {
    points: applied.flatMap((piece) => pointsIn(parser, piece)),
    means: pieces.flatMap((piece) => (isLetter(piece, 'sum') ? [boundsOf(parser, piece)] : [])),
    shares: pieces.flatMap((piece) => shareOf(parser, piece)),
  };
}

/** What a mean divides by, m of 1/m. */
function shareOf(parser: Cursor, piece: Piece): Tree[] {
  const base = bareOf(piece);
  return base.kind === 'fraction' ? [parser.inner(base.bottom, piece.at)] : [];
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
  const shares: Tree[] = [];
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
      shares.push(...inside.shares);
      raised ??= piece.kind === 'scripts' ? piece.sup : null;
      parser.position += 1;
      break;
    } else if (base.kind === 'fraction') shares.push(...shareOf(parser, piece));
    else break;
    parser.position += 1;
  }
  return parser.raised({ ...gradient(of ?? direct, points, at), means, shares }, raised);
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
      return parser.powered(gradient(of, points, piece.at), next);
    }
    const isPoint = isGroup(next) && base.top.every((each) => !isGroup(each));
    if (isPoint && (bareOf(next) as { open?: string }).open === '(') {
      const inside = pointsIn(parser, next).filter((tree) => tree.kind === 'name' || tree.kind === 'binary');
      points.push(...inside);
      parser.position += 1;
      last = next;
    }
    return parser.powered(gradient(of, points, piece.at), last);
  },
};

/** ∂L/∂w on one line. */
const inlineDerivative: Row = {
  name: 'derivative on one line',
  reads(parser, piece) {
    const [, , slash, below, last] = [0, 1, 2, 3, 4].map((ahead) => parser.peek(ahead));
    const mark = DIFFERENTIAL.find((each) => isLetter(piece, each) && isLetter(below, each));
    if (!mark || piece.kind === 'scripts' || slash?.kind !== 'operator' || slash.text !== '/' || !last)
      return null;
    const read = readName(last, parser.notation);
    if (!read) return null;
    parser.position += 5;
    const points: Tree[] = read.name.time ? [{ kind: 'name', name: read.name, at: last.at }] : [];
    const next = parser.peek();
    if (isBar(next)) {
      points.push(pointAtBar(parser, next));
      parser.position += 1;
    }
    const power = isBar(next) ? next.sup : read.power;
    return parser.raised(gradient(read.name, points, piece.at), power);
  },
};

const nabla: Row = {
  name: 'nabla',
  reads(parser, piece) {
    const isOperator =
      isLetter(piece, 'nabla', 'grad', 'Grad', 'gradient') ||
      (isLetter(piece, 'partial') && piece.kind === 'scripts');
    if (!isOperator) return null;
    const next = parser.peek(1);
    const isName = !isLetter(piece, 'nabla', 'partial') && !(next && isLetterLike(next));
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
      return parser.raised(gradient(of, points, piece.at), read.power);
    }
    return null;
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
    const isGradient =
      isGradientAt(read.name.base, next, parser.notation) || isPrimedObjective(piece, next, parser.notation);
    if (!isGradient) return null;
    parser.position += 2;
    const points = pointsIn(parser, next);
    return parser.powered(gradient(null, points, piece.at), next);
  },
};

/** In the order in which they are tried. */
export const GRADIENTS: readonly Row[] = [derivative, inlineDerivative, nabla, differentialName];

export const APPLIED = applied;
