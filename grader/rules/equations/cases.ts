/** Values that an equation gives case by case, as `cases` writes them: a start at t = 0 and a recursion behind it. */
import type { RawEquation } from './equations.ts';
import { casesIn } from '../formulas/alternatives.ts';
import { isSign } from '../text/plain/piece.ts';
import type { Piece } from '../text/plain/piece.ts';
import type { Notation } from '../formulas/symbols.ts';
import type { Target } from './targets.ts';

/** A value that holds at one step alone, and one that holds at all others. */
export interface Cases {
  special: Piece[];
  general: Piece[];
  /** The index that the left-hand side has at that step: 0 is before the first step, 1 the first. */
  index: number;
}

/** When a case holds: at one t, from one t on, or otherwise. */
type Condition = { at: number } | { from: number } | 'otherwise';

function conditionOf(pieces: readonly Piece[], letters: ReadonlySet<string>): Condition | null {
  const words = pieces
    .map((piece) => (piece.kind === 'break' ? piece.text : piece.kind === 'word' ? piece.name : ''))
    .join(' ');
  const rest = pieces.filter((piece) => piece.kind !== 'break' && piece.kind !== 'word');
  if (!/^\s*((if|for|when|at|otherwise|else|all)\b\s*)*[.,;:]?\s*$/i.test(words)) return null;
  const [letter, relation, ...others] = isSign(rest.at(-1), ', ;') ? rest.slice(0, -1) : rest;
  if (!letter) return /\b(otherwise|else)\b/i.test(words) ? 'otherwise' : null;
  if (letter.kind !== 'letter' || !letters.has(letter.name) || relation?.kind !== 'operator') return null;
  // t = 1, 2, …
  const first = others.findIndex((piece) => piece.kind !== 'digit');
  const digits = first < 0 ? others : others.slice(0, first);
  const number = Number(digits.map((piece) => (piece.kind === 'digit' ? piece.text : '')).join(''));
  if (digits.length === 0 || !Number.isInteger(number)) return null;
  const next = others.slice(first + 1).filter((piece) => piece.kind === 'digit');
  const isInOrder = next.every((piece, i) => Number(piece.text) === number + 1 + i);
  if (first >= 0)
    return relation.text === '=' && isSign(others.at(-1), '…') && isInOrder ? { from: number } : null;
  if (relation.text === '=') return { at: number };
  if (relation.text === '≥' || relation.text === 'geqslant') return { from: number };
  return relation.text === '>' ? { from: number + 1 } : null;
}

/**
 * The cases of a right-hand side.
 * @returns null where it is none, or its cases are not one step and all steps behind it
 */
export function casesOf({ right }: RawEquation, target: Target, { timeLetters }: Notation): Cases | null {
  const only = right.length === 1 ? right[0] : undefined;
  if (only?.kind !== 'group' || target.time?.letter == null) return null;
  const letters = timeLetters.has(target.time.letter) ? new Set([target.time.letter]) : timeLetters;
  const rows = casesIn(only.body).map((row) => ({ ...row, when: conditionOf(row.condition, letters) }));
  const special = rows.find(({ when }) => when !== null && when !== 'otherwise' && 'at' in when);
  const general = rows.find((row) => row !== special);
  if (rows.length !== 2 || !special || !general) return null;
  const { at } = special.when as { at: number };
  const { when } = general;
  const isBehind = when === 'otherwise' || (when !== null && 'from' in when && when.from === at + 1);
  return isBehind ? { special: special.value, general: general.value, index: at + target.time.offset } : null;
}
