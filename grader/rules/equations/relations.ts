/** What stands between the sides of an equation: =, :=, ←, +=, and the relations that assign nothing. */
import { isRateName } from '../lexicon.ts';
import { isSign, wordOf } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';

type Assignment = '=' | '+' | '-' | '*' | '/';

/** An equation's sides, before it is known what the words around it say. */
export interface Sides {
  left: Piece[];
  operator: Assignment;
  right: Piece[];
  /** The further sides of `a = b = c`, read where the first cannot be. */
  otherSides: Piece[][];
  /** Its arrow points to the right: many write so what is assigned, and all where something goes. */
  isToRight?: boolean;
}

const RELATIONS = new Set(['=', '←', '→', ':=']);
/** Relations that assert something and assign nothing. */
const ASSERTIONS = new Set(
  '< > ≤ ≥ in approx sim propto neq ne ll gg subset notin simeq cong lessapprox gtrapprox lesssim gtrsim Rightarrow implies iff perp parallel : leqslant geqslant @not'.split(
    ' ',
  ),
);

interface Relation {
  start: number;
  end: number;
  operator: Assignment;
  reversed: boolean;
}

/** Finds =, :=, ←, <-, +=, −= … on the top level, up to the first relation that only asserts something. */
export function relationsIn(pieces: readonly Piece[]): { relations: Relation[]; end: number } {
  const relations: Relation[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as Piece;
    if (piece.kind !== 'operator') continue;
    const next = pieces[i + 1];
    const previous = pieces[i - 1];
    if (isSign(piece, '<') && isSign(next, '-')) {
      relations.push({ start: i, end: i + 2, operator: '=', reversed: false });
      i++;
    } else if (RELATIONS.has(piece.text)) {
      const start = isSign(previous, '+ - * / :') ? i - 1 : i;
      const operator = (['+', '-', '*', '/'] as const).find((sign) => isSign(previous, sign)) ?? '=';
      relations.push({ start, end: i + 1, operator, reversed: piece.text === '→' });
    } else if (ASSERTIONS.has(piece.text) && !(piece.text === ':' && isSign(next, '='))) {
      return { relations, end: i };
    }
  }
  return { relations, end: pieces.length };
}

/** `v → 0`: where something goes, unless it is a state that gets the number. */
export const goesToNumber = ({ isToRight, right }: Pick<Sides, 'isToRight' | 'right'>): boolean =>
  isToRight === true && right.length > 0 && right.every(({ kind }) => kind === 'digit' || kind === 'break');

/** The sides of `a ≠ b`. */
export function denied(pieces: readonly Piece[], end: number): Sides[] {
  if (!isSign(pieces[end], '@not') || !isSign(pieces[end + 1], '=')) return [];
  return [{ left: pieces.slice(0, end), operator: '=', right: pieces.slice(end + 2), otherSides: [] }];
}

/** `(2) θ = …`: the number of the equation, and no factor. */
function withoutNumber(left: Piece[]): Piece[] {
  const [first, ...rest] = left;
  const isNumber = first?.kind === 'group' && first.open === '(' && first.body.every(isDigit);
  return isNumber && rest.length > 0 ? rest : left;
}

const isDigit = ({ kind }: Piece): boolean => kind === 'digit';

/** `a = b = c`: bare symbols on the left all take the last value, otherwise the first right-hand side counts. */
export function chain(pieces: readonly Piece[], relations: readonly Relation[]): Sides[] {
  const first = relations[0] as Relation;
  const sides = relations.map((relation, i) => pieces.slice(relation.end, relations[i + 1]?.start));
  const left = withoutNumber(pieces.slice(0, first.start));
  const right = sides[0] ?? [];
  // `α_t → α` and `t → ∞`: limits. `v → 0` and `v → ε` may be resets.
  const [only] = [...left, ...right].length === 2 && first.reversed ? right : [];
  const goesTo = first.reversed && right.length === 1 ? (wordOf(right[0]) ?? '') : '';
  // `η/√(1 − ρ^t) → η`
  if (isRateName(goesTo) && left.length > 0 && relations.length === 1) return [];
  const isLimit =
    only !== undefined && only.kind !== 'digit' && (left[0]?.kind !== 'letter' || wordOf(only) === 'infty');
  if (isLimit && relations.length === 1) return [];
  // `θ − ηg → θ` assigns to the right; `θ → θ − ηg` is how many write ←.
  if (first.reversed && left.length > right.length)
    return [{ left: [...right], operator: '=', right: [...left], otherSides: [] }];
  const bareSides = sides.slice(0, -1).every((side) => side.length === 1);
  if (relations.length > 1 && bareSides) {
    const value = sides.at(-1) ?? [];
    return [left, ...sides.slice(0, -1)]
      .reverse()
      .map((target) => ({ left: [...target], operator: '=', right: [...value], otherSides: [] }));
  }
  const whole = { left: [...left], right: [...right], otherSides: sides.slice(1) };
  return [{ ...whole, operator: first.operator, isToRight: first.reversed }];
}
