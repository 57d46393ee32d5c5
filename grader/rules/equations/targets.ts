/** Left-hand sides: which name gets a value, and at which step. */
import { numberOf } from '../formulas/expression.ts';
import type { Name, Time } from '../formulas/expression.ts';
import { attempted } from '../formulas/parser.ts';
import type { Piece } from '../text/piece.ts';
import type { Notation } from '../formulas/symbols.ts';

/** What a left-hand side is: its name, its index, and whether it names the square of a symbol. */
export interface Target {
  name: string;
  time: Time | null;
  squared: boolean;
  /** Absent of letters that are one name. */
  written?: Name;
}

/** Reads `θ_{t+1}`, `E[g^2]_t`, `Δx_t`, `w(t+1)`, `σ_t^2`; null for anything that is no symbol. */
export function readTarget(left: readonly Piece[], notation: Notation): Target | null {
  const pieces = left.filter((piece) => piece.kind !== 'break');
  const first = pieces[0];
  if (!first) return null;
  const word = letterRun(pieces);
  if (word) return { name: word, time: null, squared: false };
  const value = attempted(pieces, notation, first.at);
  if (value?.kind === 'symbol') return { ...value, squared: false };
  if (value?.kind !== 'binary' || value.operator !== '^' || value.left.kind !== 'symbol') return null;
  return numberOf(value.right) === 2 ? { name: value.left.name, time: value.left.time, squared: true } : null;
}

/** A left-hand side of several letters without anything between them is one name. */
export function letterRun(pieces: readonly Piece[]): string | null {
  if (pieces.length < 2) return null;
  const letters = pieces.map((piece) =>
    piece.kind === 'letter' && /^[A-Za-z]$/.test(piece.name) ? piece : null,
  );
  const joined = letters.every((letter, i) => letter && (i === 0 || letters[i - 1]?.end === letter.start));
  return joined ? letters.map((letter) => letter?.name).join('') : null;
}
