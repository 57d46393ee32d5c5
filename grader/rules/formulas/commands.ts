/** What single commands and characters mean here, and which words inside \\text are prose. */

import { GREEK_LETTERS } from '../lexicon.ts';
import type { Bracket } from '../text/piece.ts';

/** Accents that make another symbol; \\vec and the like do not. */
export const ACCENTS: Record<string, string> = {
  hat: 'hat',
  widehat: 'hat',
  widecheck: 'check',
  check: 'check',
  bar: 'bar',
  tilde: 'tilde',
  widetilde: 'tilde',
  dot: 'dot',
  ddot: 'ddot',
  breve: 'breve',
  mathring: 'ring',
};

/** Commands that mean one of our operators. */
export const OPERATORS: Record<string, string> = {
  cdot: '*',
  times: '*',
  odot: '*',
  circ: '*',
  otimes: '*',
  ast: '*',
  star: '*',
  bullet: '*',
  cdotp: '*',
  div: '/',
  oslash: '/',
  '∗': '*',
  '−': '-',
  '–': '-',
  leftarrow: '←',
  gets: '←',
  longleftarrow: '←',
  Leftarrow: '←',
  equiv: '=',
  doteq: '=',
  triangleq: '=',
  to: '→',
  rightarrow: '→',
  longrightarrow: '→',
  mapsto: '→',
  leq: '≤',
  le: '≤',
  geq: '≥',
  ge: '≥',
  lt: '<',
  gt: '>',
  mid: '|',
  vert: '|',
  Vert: '‖',
  '\\|': '‖',
  ldots: '…',
  cdots: '…',
  dots: '…',
  dotsb: '…',
  '@cdots': '…',
  mathellipsis: '…',
  colon: ':',
  '≔': ':=',
  '←': '←',
  '·': '*',
  '⋅': '*',
  '∙': '*',
  '•': '*',
  '⊙': '*',
  '×': '*',
  '÷': '/',
  '∘': '*',
};

export const GREEK: Record<string, string> = {
  varepsilon: 'epsilon',
  vartheta: 'theta',
  varphi: 'phi',
  varrho: 'rho',
  varsigma: 'sigma',
  varpi: 'pi',
  ell: 'l',
  '∇': 'nabla',
  '∂': 'partial',
  infty: 'infty',
  triangle: 'Delta',
  vartriangle: 'Delta',
  ...GREEK_LETTERS,
};

export const OPEN: Record<string, Bracket> = {
  '(': '(',
  '[': '[',
  '{': '{',
  lbrack: '[',
  lbrace: '{',
  lparen: '(',
  langle: '⟨',
  lvert: '|',
  lVert: '‖',
};
export const CLOSE = new Set([')', ']', '}', 'rbrack', 'rbrace', 'rparen', 'rangle', 'rvert', 'rVert']);

const PROSE =
  /^(and|or|where|with|for|if|then|when|let|so|i\.?e|e\.?g|while|all|each|given|set|here|initiali[sz]e|init|update|return|repeat|until|do|end|step|iteration|otherwise|else|gradient|subject to|s\.t|to|by|is|the|a|at)\.?[:,]?$/i;

/** \text{where } is prose, \text{lr} is a name. */
export function isProse(text: string): boolean {
  const words = text.trim();
  return (
    words === '' ||
    /\s/.test(words) ||
    /^[^A-Za-z]+$/.test(words) ||
    PROSE.test(words) ||
    /^\s|\s$/.test(text)
  );
}
