/** How far a formula goes in its sentence: which words and brackets behind a term belong to it. */
import { means } from '../lexicon.ts';
import { isFormulaName } from './plainNames.ts';
import { IS_FOREIGN, isRelation } from './plainTokens.ts';
import type { Token } from './plainTokens.ts';

export interface PlainOptions {
  /** The text is a code block of pseudo-code. */
  isListing: boolean;
  /** Words that stand on the left of an equation somewhere. */
  targets: ReadonlySet<string>;
  /** `vt-1` is v_{t−1}. */
  hasGluedTimes: boolean;
}

/** Modules and objects before a point that say nothing about the value behind it. */
export const isOwner = (name: string): boolean => means('module', name) || means('owner', name);

const isSymbol = (token: Token | undefined): boolean => token?.kind === 'symbol';

/** Does a token begin a factor that has no operator before it, and not a word of the sentence? */
export function isFactorAt(tokens: readonly Token[], at: number, options: PlainOptions): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (token.kind === 'name') return isFormula(tokens, at, options);
  if (token.text === '(') return token.isTight || !isAside(tokens, at, options);
  return token.kind === 'number' || (isSymbol(token) && /^[[√∇∂∑‖]$/.test(token.text));
}

function isFormula(tokens: readonly Token[], at: number, options: PlainOptions): boolean {
  const [{ text }, next] = [tokens[at]!, tokens[at + 1]];
  if (isFormulaName(text) || options.targets.has(text)) return true;
  // a_t, where "a" alone is a word.
  const isScripted = next?.kind === 'sub' || next?.text === '_' || (isOwner(text) && next?.text === '.');
  return isScripted && next.isTight;
}

/** Does the sentence go on behind a number that stands alone: "0,01 e ε = 1e-8", "0,9 (ou 0,95)"? */
export function goesOnAt(tokens: readonly Token[], at: number, options: PlainOptions): boolean {
  const begins = (i: number): boolean =>
    tokens[i]?.kind === 'name' && isSymbol(tokens[i + 1]) && isRelation(tokens[i + 1]!.text);
  const first = tokens[at];
  if (begins(at) || (first?.kind === 'name' && begins(at + 1))) return true;
  return first?.text === '(' && !first.isTight && isAside(tokens, at, options, true);
}

/**
 * Words in brackets, such as "(element-wise)", or the number of an equation.
 * @param isOfNumber behind a number, of which they may name another one: "(or 0.95)"
 */
function isAside(tokens: readonly Token[], open: number, options: PlainOptions, isOfNumber = false): boolean {
  const length = tokens.slice(open + 1, open + 14).findIndex(({ text }) => text === ')');
  const close = length < 0 ? Math.min(open + 14, tokens.length) : open + 1 + length;
  const inside = tokens.slice(open + 1, close);
  if (inside.every(({ kind }) => kind === 'number')) return close + 1 >= tokens.length;
  if (inside.some(({ text }) => IS_FOREIGN.test(text))) return true;
  const isWord = inside.map(
    ({ kind, text }, i) => kind === 'name' && text.length > 1 && !isFormula(tokens, open + 1 + i, options),
  );
  // (the gradient step), (g is the gradient) and (g: gradient); a product has no words in it.
  const isName = (token: Token | undefined): boolean => token?.kind === 'name';
  if (isWord.some((is, i) => is && (isName(inside[i - 1]) || isName(inside[i + 1])))) return true;
  const sign = inside.findIndex(({ text }) => /^[:=]$/.test(text));
  const isMeaning = ({ text }: Token, i: number): boolean => isWord[sign + 1 + i]! || means('gradient', text);
  if (sign > 0 && sign + 1 < inside.length && inside.slice(sign + 1).every(isMeaning)) return true;
  // (elementwise, G_0 = 0): it starts as everything does.
  if (/=\s*0\s*$/.test(inside.map(({ text }) => text).join(' '))) return true;
  if (isOfNumber && !isWord.includes(true)) return false;
  return inside.every(
    ({ kind, text }, i) => isWord[i] || /^[-,.:]$/.test(text) || (isOfNumber && kind === 'number'),
  );
}
