/** A formula as the text gives it, wherever it was found. */
import type { Unreadable } from '../../place.ts';
import type { Piece } from './piece.ts';
import { withZerosInTex } from './starts.ts';

/** Of a formula that is written in plain text or code: what the student wrote. */
export interface Plain {
  /** The line. */
  text: string;
  /** Empty for a line of a listing that is not understood. */
  pieces: Piece[];
  /** Why the line is not to be relied on, should the rule need it. */
  doubt: Unreadable | null;
  /** It makes something from its own old value. */
  isUpdate: boolean;
  /** Where the code block begins that it stands in; −1 for text. */
  block: number;
}

export interface Formula {
  /** As it is written: TeX without its delimiters, or plain text; empty for a line of a listing that is not understood. */
  source: string;
  display: boolean;
  /** Prose between the formula before and this one. */
  before: string;
  /** Prose up to the next formula. */
  behind: string;
  /** Null where it is written in TeX. */
  plain: Plain | null;
}

/** A formula with its place in the text. */
export interface PlacedFormula {
  formula: Formula;
  start: number;
  end: number;
}

export const texFormula = (source: string, display: boolean): Formula => ({
  source: withZerosInTex(source),
  display,
  before: '',
  behind: '',
  plain: null,
});
