/** Left-hand sides: which name gets a value, and at which step. */
import { numberOf } from '../formulas/expression.ts';
import type { Expression, Name, SymbolIn, Time } from '../formulas/expression.ts';
import { attempted } from '../formulas/parser.ts';
import type { Piece } from '../text/plain/piece.ts';
import type { Notation } from '../formulas/symbols.ts';
import { madeIn } from './solved.ts';

/** What a left-hand side is: its name and its index. */
export interface Target {
  name: string;
  time: Time | null;
  /** The side that is to be solved for it, where it is more than the symbol. */
  side: { whole: Expression; made: Expression } | null;
  /** Absent of letters that are one name. */
  written?: Name;
}

/** Reads `θ_{t+1}`, `E[g^2]_t`, `Δx_t`, `w(t+1)`, `σ_t^2`; null for anything that is no symbol, nor its square. */
export function readTarget(left: readonly Piece[], notation: Notation): Target | null {
  const pieces = left.filter((piece) => piece.kind !== 'break');
  const word = letterRun(pieces);
  if (word) return { name: word, time: null, side: null };
  const whole = pieces[0] ? attempted(pieces, notation, pieces[0].at) : null;
  if (whole?.kind === 'symbol') return { ...whole, side: null };
  const isSquare = whole?.kind === 'binary' && whole.operator === '^' && numberOf(whole.right) === 2;
  return isSquare && whole.left.kind === 'symbol' ? targetIn(whole, whole.left) : null;
}

/** Reads any other side that can be solved: `1/a_t²`, `θ_{t+1} − θ_t`. */
export function solvedTarget(left: readonly Piece[], notation: Notation): Target | null {
  const pieces = left.filter((piece) => piece.kind !== 'break');
  const whole = pieces[0] ? attempted(pieces, notation, pieces[0].at) : null;
  // s^{(1)} is of the first step.
  const isPower = whole?.kind === 'binary' && whole.operator === '^' && whole.left.kind === 'symbol';
  const made = whole && !isPower ? madeIn(whole) : null;
  return whole && made ? targetIn(whole, made) : null;
}

const targetIn = (whole: Expression, made: SymbolIn): Target => ({ ...made, side: { whole, made } });

/** A left-hand side of several letters without anything between them is one name. */
export function letterRun(pieces: readonly Piece[]): string | null {
  if (pieces.length < 2) return null;
  const letters = pieces.map((piece) =>
    piece.kind === 'letter' && /^[A-Za-z]$/.test(piece.name) ? piece : null,
  );
  const joined = letters.every((letter, i) => letter && (i === 0 || letters[i - 1]?.end === letter.start));
  return joined ? letters.map((letter) => letter?.name).join('') : null;
}
