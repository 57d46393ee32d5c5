/** Coordinates in indices: θ_{t,i}. All terms of an equation have the same. */
import { allOf } from '../text/piece.ts';
import type { Piece } from '../text/piece.ts';
import type { Place } from '../place.ts';
import { splitCommas } from '../formulas/symbols.ts';

/** The places of `i` and `j` in subscripts, by letter. */
function coordinatesIn(pieces: readonly Piece[]): Map<string, Place> {
  const found = new Map<string, Place>();
  for (const piece of allOf(pieces)) {
    for (const [only, ...more] of piece.kind === 'scripts' ? splitCommas(piece.sub ?? []) : [])
      if (only?.kind === 'letter' && more.length === 0 && /^[ij]$/.test(only.name))
        found.set(only.name, piece.at);
  }
  return found;
}

/** Where the right-hand side has a coordinate other than the left-hand side's, such as g_{t,j} in G_{t,i} = …; else null. */
export function otherCoordinate({ left, right }: { left: Piece[]; right: Piece[] }): Place | null {
  const own = coordinatesIn(left);
  if (own.size !== 1 || allOf(right).some((piece) => piece.kind === 'word' && piece.name === 'sum'))
    return null;
  for (const [letter, at] of coordinatesIn(right)) if (!own.has(letter)) return at;
  return null;
}
