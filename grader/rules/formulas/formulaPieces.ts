/** The pieces of a formula, in TeX or plain text, with the places that the student wrote them at. */
import type { Formula, Plain } from '../text/formula.ts';
import { toPieces } from './pieces.ts';
import type { Piece } from './piece.ts';
import { Unreadable } from '../place.ts';
import type { Place } from '../place.ts';
import { parseTex } from './tex.ts';
import type { Macros } from './tex.ts';

/** @throws Unreadable with its place in what the student wrote */
export function piecesOf({ source, display, plain }: Formula, macros: Macros): Piece[] {
  try {
    const { nodes, input } = parseTex(source, display, macros);
    const pieces = toPieces(nodes, source, input);
    return plain ? pieces.map((piece) => written(piece, plain)) : pieces;
  } catch (error) {
    if (!plain || !(error instanceof Unreadable)) throw error;
    throw new Unreadable(placeIn(plain, error.place), error.message, error.help);
  }
}

/** A number, a name or a sign. */
const TOKEN = /[\p{L}_][\p{L}\p{M}\p{N}_]*|[\d.]+|\S/uy;

function placeIn({ text, offsets }: Plain, { offset }: Place): Place {
  const at = offsets[Math.min(offset, offsets.length - 1)] ?? 0;
  TOKEN.lastIndex = at;
  return { source: text, offset: at, token: TOKEN.exec(text)?.[0] ?? '' };
}

function written(piece: Piece, plain: Plain): Piece {
  const inner = (pieces: Piece[]): Piece[] => pieces.map((each) => written(each, plain));
  const at = placeIn(plain, piece.at);
  switch (piece.kind) {
    case 'group':
    case 'accent':
      return { ...piece, at, body: inner(piece.body) };
    case 'fraction':
      return { ...piece, at, top: inner(piece.top), bottom: inner(piece.bottom) };
    case 'root':
      return { ...piece, at, body: inner(piece.body), degree: piece.degree && inner(piece.degree) };
    case 'scripts':
      return {
        ...piece,
        at,
        base: written(piece.base, plain),
        sub: piece.sub && inner(piece.sub),
        sup: piece.sup && inner(piece.sup),
      };
    default:
      return { ...piece, at };
  }
}
