/** Splits plain text and code into tokens. */
import { words } from '../lexicon.ts';

export interface Token {
  kind: 'number' | 'name' | 'sub' | 'sup' | 'string' | 'symbol';
  text: string;
  /** In the text that was split. */
  start: number;
  end: number;
  /** Nothing stands between it and the token before. */
  isTight: boolean;
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ';
const SUBSCRIPTED = '0123456789+-=()aehijklmnoprstuvx';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇⁱʲᵏᵗᵀⁿᵐ';
const SUPERSCRIPTED = '0123456789+-()abijktTnm';

const TOKEN = new RegExp(
  [
    '(?<space>[ \\t\\u00a0]+)',
    `(?<string>"[^"\\n]*"|(?<![\\w'])'[A-Za-z_][^'\\n]*')`,
    // 0,9 is one number, but for those in brackets and lists.
    '(?<decimal>(?<![[({,\\d.]\\s?)0,\\d+(?!\\d|[,.]\\d))',
    // C's 0.9f and 1e-8f are floats.
    '(?<float>(?:\\d+\\.\\d*|\\.\\d+|\\d+(?=e))(?:e[+-]?\\d+)?[fF](?![\\p{L}\\d_]))',
    '(?<number>(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?)',
    // d'apprentissage is one word.
    "(?<elided>(?<!\\p{L})(?:[cdjlmnst]|qu)['’]\\p{L}{3,})",
    '(?<name>(?:[A-Za-z\\u00c0-\\u017f\\u1e00-\\u1eff]\\p{M}*)(?:[A-Za-z0-9\\u00c0-\\u017f\\u1e00-\\u1eff]\\p{M}*)*(?:_[A-Za-z0-9\\u00c0-\\u017f]+)*(?:_(?=\\())?' +
      '|(?!Σ)[\\p{Script=Greek}µ∆]\\p{M}*\\d*(?:_[A-Za-z0-9]+)*)',
    `(?<sub>[${SUBSCRIPTS}]+)`,
    `(?<sup>[${SUPERSCRIPTS}]+)`,
    '(?<symbol></?su[bp]>|\\*\\*=?|<-|:=|[-+*/−]=|[=!<>]=|->|\\.[*/^]|\\.\\.\\.|//|[\\s\\S])',
  ].join('|'),
  'gu',
);

const TILDE = '\u0303';

function unscripted(text: string, from: string, to: string): string {
  return [...text].map((character) => to[from.indexOf(character)] ?? character).join('');
}

/** Tokens of the text; scripts are given as ordinary characters, so that `ₜ₋₁` has the text `t-1`. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = -1;
  // θ~ has a tilde.
  const accented = text.replace(/(?<=(?<![\p{L}\d_])\p{L})~/gu, TILDE);
  for (const { 0: found, index, groups } of accented.matchAll(TOKEN)) {
    if (groups?.['space'] !== undefined) continue;
    const kind = (['string', 'number', 'name', 'sub', 'sup'] as const).find(
      (each) => groups?.[each] !== undefined,
    );
    const isDecimal = (groups?.['decimal'] ?? groups?.['float']) !== undefined;
    const plain = isDecimal
      ? found.replace(',', '.').replace(/\.?[fF]$/, '')
      : kind === 'sub'
        ? unscripted(found, SUBSCRIPTS, SUBSCRIPTED)
        : kind === 'sup'
          ? unscripted(found, SUPERSCRIPTS, SUPERSCRIPTED)
          : found === 'Σ'
            ? '∑'
            : found;
    tokens.push({
      kind: isDecimal ? 'number' : groups?.['elided'] !== undefined ? 'name' : (kind ?? 'symbol'),
      text: plain,
      start: index,
      end: index + found.length,
      isTight: index === end,
    });
    end = index + found.length;
  }
  return tokens;
}

export const ARROWS = words('← <- ⟵ ⇐');
const COMPOUNDS = words('+= -= −= *= /=');

/** Does the sign stand between the sides of an equation? */
export const isRelation = (sign: string): boolean => isGiving(sign) || sign === '=' || sign === '≔';

/** Such a sign that gives a value and asserts nothing. */
export const isGiving = (sign: string): boolean => ARROWS.has(sign) || COMPOUNDS.has(sign) || sign === ':=';
