/** What a formula is made of, in whatever way it is written. */
import type { Place } from '../../place.ts';

export type Bracket = '(' | '[' | '{' | '|' | '‖' | '⟨';

export type Piece = { at: Place } & (
  | {
      kind: 'letter';
      /** Without backslash: `theta`, `m`. */
      name: string;
      /** Ends of the letter in the source, to tell `lr` from `l r`; −1 when it came out of a macro. */
      start: number;
      end: number;
    }
  | {
      kind: 'word';
      name: string;
      /** A bracket stands directly behind it in plain text, so that it is a function and no factor. */
      isCalled?: boolean;
    }
  | { kind: 'digit'; text: string; start: number; end: number }
  | { kind: 'operator'; text: string }
  | { kind: 'group'; open: Bracket; body: Piece[] }
  | { kind: 'fraction'; top: Piece[]; bottom: Piece[] }
  | { kind: 'root'; body: Piece[]; degree: Piece[] | null }
  | { kind: 'accent'; accent: string; body: Piece[] }
  | { kind: 'scripts'; base: Piece; sub: Piece[] | null; sup: Piece[] | null }
  | { kind: 'break'; wide: boolean; text: string }
);

/** Flat output of the first pass; brackets are matched in the second. */
export type Mark = Piece | { kind: 'open' | 'close' | 'bar'; text: string; at: Place };

/** The piece without its scripts. */
export function bareOf(piece: Piece): Piece {
  return piece.kind === 'scripts' ? bareOf(piece.base) : piece;
}

/** The letter or word that it is, without its scripts; null where it is none. */
export function wordOf(piece: Piece | undefined): string | null {
  const base = piece && bareOf(piece);
  return base?.kind === 'letter' || base?.kind === 'word' ? base.name : null;
}

/** What stands in it, where it is a group in round brackets: the argument of what stands before it. */
export function argumentOf(piece: Piece | undefined): readonly Piece[] | null {
  const base = piece && bareOf(piece);
  return base?.kind === 'group' && base.open === '(' ? base.body : null;
}

/** Is it one of these signs, with blanks between them? */
export function isSign(piece: Mark | undefined, signs: string): boolean {
  return piece?.kind === 'operator' && ` ${signs} `.includes(` ${piece.text} `);
}

/** The stretches between any of these signs. */
export function splitAt(pieces: readonly Piece[], signs: string): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const piece of pieces) {
    if (isSign(piece, signs)) parts.push([]);
    else parts.at(-1)!.push(piece);
  }
  return parts;
}

/** Its scripts, null where it has none. */
export function scriptsOf(piece: Piece): { sub: Piece[] | null; sup: Piece[] | null } {
  return piece.kind === 'scripts' ? piece : { sub: null, sup: null };
}

/** Its power, in `{(g)^2}^3` the product of both; null where it has none. */
export function powerOf(piece: Piece): Piece[] | null {
  if (piece.kind !== 'scripts') return null;
  const { base, sup, at } = piece;
  const inner = powerOf(base);
  if (!inner || !sup) return sup ?? inner;
  return [inner, sup].map((body): Piece => ({ kind: 'group', open: '(', body, at }));
}

/** The runs of pieces that stand in one, in its scripts too. */
export function insidesOf(piece: Piece): (readonly Piece[])[] {
  switch (piece.kind) {
    case 'scripts':
      return [[piece.base], piece.sub ?? [], piece.sup ?? []];
    case 'group':
    case 'accent':
      return [piece.body];
    case 'root':
      return [piece.body, piece.degree ?? []];
    case 'fraction':
      return [piece.top, piece.bottom];
    default:
      return [];
  }
}

/** Pieces with all that stands in them, in their scripts too. */
export function allOf(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  const add = (piece: Piece): void => {
    found.push(piece);
    for (const inside of insidesOf(piece)) inside.forEach(add);
  };
  pieces.forEach(add);
  return found;
}

/** Does a list stand in it that goes on by dots? */
export const hasDots = (pieces: readonly Piece[]): boolean =>
  allOf(pieces).some((piece) => isSign(piece, '…'));
