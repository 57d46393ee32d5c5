/** A formula as the text gives it, wherever it was found. */
import type { Unreadable } from '../place.ts';

/** Of a formula that is written in plain text or code: what the student wrote. */
export interface Plain {
  /** The line. */
  text: string;
  /** For every character of the formula's TeX where in `text` it comes from. */
  offsets: readonly number[];
  /** Why the line is not to be relied on, should the rule need it. */
  doubt: Unreadable | null;
  /** It makes something from its own old value. */
  isUpdate: boolean;
  /** By the loops around it: before the first step, or in every step; null where there are none. */
  repetition: 'once' | 'always' | null;
  /** Where the code block begins that it stands in; −1 for text. */
  block: number;
}

export interface Formula {
  /** TeX without its delimiters; empty for a line of code that is not understood. */
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
