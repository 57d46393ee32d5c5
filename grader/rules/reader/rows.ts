/** What the rows of the notations share: their form, and how bounds are read. */
import { bareOf } from '../formulas/pieces.ts';
import type { Piece } from '../formulas/piece.ts';
import type { Cursor } from './cursor.ts';
import { textOf } from './names.ts';
import type { Bounds, Tree } from './tree.ts';

export interface Row {
  name: string;
  /** The tree of what begins at the parser's place, moving it on; null where it begins otherwise. */
  reads: (parser: Cursor, piece: Piece, base: Piece) => Tree | null;
}

export const isLetter = (piece: Piece | undefined, ...names: string[]): boolean => {
  const base = piece && bareOf(piece);
  return (base?.kind === 'letter' || base?.kind === 'word') && names.includes(base.name);
};

export const isGroup = (piece: Piece | undefined): piece is Piece =>
  piece !== undefined && bareOf(piece).kind === 'group';

export const isLetterLike = (piece: Piece): boolean => /^(letter|word)$/.test(bareOf(piece).kind);

export function boundsOf(parser: Cursor, piece: Piece): Bounds {
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
