/** What single commands and characters mean here, and which words inside \\text are prose. */

import { byWord, GREEK_LETTERS, words } from '../lexicon.ts';
import type { Bracket } from '../text/plain/piece.ts';

/** Accents that make another symbol; \\vec and the like do not. */
export const ACCENTS = byWord({
  hat: 'hat widehat',
  check: 'check widecheck',
  bar: 'bar',
  tilde: 'tilde widetilde',
  dot: 'dot',
  ddot: 'ddot',
  breve: 'breve',
  ring: 'mathring',
});

/** Commands and signs that mean one of our operators. */
const OPERATORS = byWord({
  '*': 'cdot times odot bigodot circ otimes bigotimes ast star bullet cdotp ∗ · ⋅ ∙ • ⊙ × ∘',
  '/': 'div oslash ÷',
  '-': '− –',
  '←': 'leftarrow gets longleftarrow Leftarrow ←',
  '=': 'equiv doteq triangleq',
  ':=': '≔',
  '→': 'to rightarrow longrightarrow mapsto',
  '≤': 'leq le',
  '≥': 'geq ge',
  '<': 'lt',
  '>': 'gt',
  '|': 'mid vert',
  '‖': 'Vert \\|',
  '…': 'ldots cdots dots dotsb @cdots mathellipsis',
  ':': 'colon',
});

/** Our operator of a command or a sign, which is its own where we have none. */
export const operatorOf = (text: string): string => OPERATORS.get(text) ?? text;

/** Letters that TeX has several commands or signs for, by the one used here. */
const LETTERS = byWord({
  epsilon: 'varepsilon',
  theta: 'vartheta',
  phi: 'varphi',
  rho: 'varrho',
  sigma: 'varsigma',
  pi: 'varpi',
  l: 'ell',
  nabla: '∇ bigtriangledown triangledown',
  partial: '∂',
  Delta: 'triangle vartriangle',
});

export const letterOf = (text: string): string => LETTERS.get(text) ?? GREEK_LETTERS[text] ?? text;

export const OPEN = byWord<Bracket>({
  '(': '( lparen',
  '[': '[ lbrack',
  '{': '{ lbrace',
  '⟨': 'langle',
  '|': 'lvert',
  '‖': 'lVert',
});

export const CLOSE = words(') ] } rbrack rbrace rparen rangle rvert rVert');

const PROSE =
  /^(and|or|where|with|for|if|then|when|let|so|i\.?e|e\.?g|while|all|each|given|set|here|initiali[sz]e|init|update|return|repeat|until|do|end|step|iteration|otherwise|else|gradient|subject to|s\.t|to|by|is|the|a|at)\.?[:,]?$/i;

/** A remark of one word, glued to its equation; any other, as “(previous)”, may change what it stands at. */
const ENTRY_BY_ENTRY = /^\((?:element|component|coordinate|entry|point)-?wise\)$/i;

/** \text{where } is prose, \text{lr} is a name. */
export const isProse = (text: string): boolean =>
  /\s|^[^A-Za-z]*$/.test(text) || ENTRY_BY_ENTRY.test(text) || PROSE.test(text);
