/** What a formula is made of. */
import type { Bracket } from './commands.ts';
import type { Place } from '../place.ts';

export type Piece = { at: Place } & (
  | {
      kind: 'letter';
      /** Without backslash: `theta`, `m`. */
      name: string;
      /** Ends of the letter in the source, to tell `lr` from `l r`; −1 when it came out of a macro. */
      start: number;
      end: number;
    }
  | { kind: 'word'; name: string }
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
