/** What the programs that seeds put together are made of. */

/** What a program is given: lists of arrays, dictionaries of them, an object that keeps them, or one array that it gives back. */
export type Form = 'lists' | 'dictionaries' | 'object' | 'returned';

/** A loop over the steps that a file begins with its numbers, or an object that moves what it is given. */
export type Whole = 'loop' | 'stepper';

export interface Program {
  form: Form | Whole;
  optimizer: string;
  code: string;
  /** The program that it was before anything was changed, where it is compared with that. */
  original?: string;
}

/** What a loop over the lists looks like, and the names that it gives to their entries. */
export interface Loop {
  header: string;
  footer?: string;
  index: string | null;
  names: Readonly<Record<string, string>>;
}

export const SHORT: Readonly<Record<string, string>> = { params: 'p', grads: 'g', vs: 'v', ms: 'm' };
export const STATES: Readonly<Record<string, readonly string[]>> = {
  sgd: [],
  momentum: ['vs'],
  rmsprop: ['vs'],
  adagrad: ['vs'],
  adam: ['ms', 'vs'],
};
