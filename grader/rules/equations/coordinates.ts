/** Coordinates in indices: θ_{t,i}. All terms of an equation have the same. */
import { bareOf } from '../formulas/pieces.ts';
import type { Piece } from '../formulas/piece.ts';
import type { Place } from '../place.ts';
import { splitCommas } from '../formulas/symbols.ts';

/** The places of `i` and `j` in subscripts, by letter. */
function coordinatesIn(pieces: readonly Piece[], found = new Map<string, Place>()): Map<string, Place> {
  for (const piece of pieces) {
    const base = bareOf(piece);
    if (piece.kind === 'scripts') {
      for (const part of splitCommas(piece.sub ?? [])) {
        const only = part.length === 1 ? part[0] : undefined;
        if (only?.kind === 'letter' && /^[ij]$/.test(only.name)) found.set(only.name, piece.at);
      }
    }
    if (base.kind === 'fraction') coordinatesIn([...base.top, ...base.bottom], found);
    if (base.kind === 'group' || base.kind === 'root' || base.kind === 'accent')
      coordinatesIn(base.body, found);
  }
  return found;
}

function hasSum(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    const base = bareOf(piece);
    if (base.kind === 'word') return base.name === 'sum';
    if (base.kind === 'fraction') return hasSum([...base.top, ...base.bottom]);
    return (base.kind === 'group' || base.kind === 'root') && hasSum(base.body);
  });
}

/** Where the right-hand side has a coordinate other than the left-hand side's, such as g_{t,j} in G_{t,i} = …; else null. */
export function otherCoordinate({ left, right }: { left: Piece[]; right: Piece[] }): Place | null {
  const own = coordinatesIn(left);
  if (own.size !== 1 || hasSum(right)) return null;
  for (const [letter, at] of coordinatesIn(right)) if (!own.has(letter)) return at;
  return null;
}
