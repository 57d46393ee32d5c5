import { presentableDiff } from '@codemirror/merge';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond it the difference is found more coarsely, so that no text keeps the page waiting. */
const LIMITS = { scanLimit: 1_000, timeout: 300 };

/** What is the same, removed and added on the way from one text to another, in the order of reading. */
export function piecesOf(before: string, after: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], text: string) => {
    if (text !== '') pieces.push({ kind, text });
  };
  let at = 0;
  for (const { fromA, toA, fromB, toB } of presentableDiff(before, after, LIMITS)) {
    add('same', after.slice(at, fromB));
    add('removed', before.slice(fromA, toA));
    add('added', after.slice(fromB, toB));
    at = toB;
  }
  add('same', after.slice(at));
  return pieces;
}

/** Words that were added or removed; of a change inside a word, the word. */
export function countWords(pieces: readonly Piece[], kind: 'added' | 'removed'): number {
  return pieces
    .filter((piece) => piece.kind === kind)
    .reduce((sum, { text }) => sum + Math.max(text.split(/\s+/).filter((word) => word !== '').length, 0), 0);
}
