/** Splits plain text and code into tokens. */
import { isFormulaName } from './names.ts';
import { ageOf, words } from '../../lexicon.ts';

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
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇⁱʲᵏᵗᵀⁿᵐᶜᵈᵉᵍʰˡᵒᵖʳˢᵘᵛʷˣʸᶻ';
const SCRIPTED = '0123456789+-=()aehijklmnoprstuvx0123456789+-()abijktTnmcdeghloprsuvwxyz-';
/** Small characters, and the sign of `v_t−1`, as ordinary ones. */
const ORDINARY = new Map([...`${SUBSCRIPTS}${SUPERSCRIPTS}−`].map((small, i) => [small, SCRIPTED.charAt(i)]));

const ordinary = (text: string): string =>
  [...text.replace(/^_/, '')].map((character) => ORDINARY.get(character) ?? character).join('');

const SMALL = new RegExp(`([${SUBSCRIPTS}]+)|([${SUPERSCRIPTS}]+)|−`, 'gu');

/** `β_1 = 10^-8` for `β₁ = 10⁻⁸`. */
export const withOrdinary = (text: string): string =>
  text.replace(
    SMALL,
    (small, sub?: string, sup?: string) => `${sub ? '_' : sup ? '^' : ''}${ordinary(small)}`,
  );

/** A letter of a script in which no formula is written; that of “micro” is a μ. */
export const IS_FOREIGN = /^(?!\p{Script=Greek}|\p{Script=Latin}|µ)\p{L}$/u;

const END = '(?![\\p{L}\\d_])';
/** `-1` of `v_t-1` without spaces, which is v_{t−1}. */
const SHIFT = 't[-+−]1(?![\\w*/(^]|\\.\\d)';

/** Words of Greek in small letters, which no formula writes side by side. */
const GREEK_WORD =
  '(?:και|από|για|με|το|τα|σε|να|ως|οι|τη|την|τον|του|της|των|στο|στη|στην|όπου|όταν|[α-ω]*[άέήίόύώϊϋ][α-ωάέήίόύώϊϋ]*|[α-ως]{5,})(?![\\p{L}\\p{M}\\d_])';

const NAMES = [
  // ∇损失(w): an objective has its name in any script.
  '(?<name>(?<=∇)\\p{L}{1,20}(?=[（(]))',
  `(?<word>(?<![\\p{L}\\p{M}\\d_])${GREEK_WORD})`,
  // d'apprentissage is one word.
  "(?<elided>(?<!\\p{L})(?:[cdjlmnst]|qu)['’]\\p{L}{3,})",
  // 1'den of Turkish is a number in a case.
  "(?<word>(?<=(?<![\\p{L}\\d_])\\d+)['’](?:[dt][ae]n?|y[aeıiuü]|[aeıiuü]|[ıiuü]n)(?![\\p{L}\\p{M}\\d_]))",
  // dθ is one name.
  '(?<name>(?<![\\p{L}\\p{M}\\d_])d_?[θφωϑϕ]\\d*(?![\\p{L}\\p{M}]))',
  `(?<name>(?:[A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u017f\\u1e00-\\u1eff]\\p{M}*)(?:[A-Za-z0-9\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u017f\\u1e00-\\u1eff]\\p{M}*)*(?:_(?!${SHIFT})[\\p{L}\\p{M}0-9]+)*(?:_(?=\\())?` +
    `|(?!Σ)[\\p{Script=Greek}µ∆]\\p{M}*\\d*(?:_(?!${SHIFT})[\\p{L}\\p{M}0-9]+)*)`,
  `(?<sub>[${SUBSCRIPTS}]+|_${SHIFT})`,
];
/** `vt-1` is v_{t−1}, and so are `v′t-1` with its prime, `g²t` and `E[g²]t-1`. */
const GLUED = [
  `(?<name>(?<![\\p{Script=Latin}\\d_])\\p{L}(?=[′']?t${END}))`,
  `(?<sub>(?<=(?<![\\p{Script=Latin}\\d_])\\p{L}[′'²]?|\\])(?:${SHIFT}|t${END}))`,
];

const tokenOf = (names: readonly string[]): RegExp =>
  new RegExp(
    [
      '[ \\t\\u00a0\\u3000\\r\\n]+',
      `(?<string>"[^"\\n]*"|(?<![\\p{L}\\w'])'[A-Za-z_][^'\\n]*')`,
      // 0,9 is one number, but for those in brackets and lists.
      '(?<decimal>(?<![[({,\\d.]\\s?)0,\\d+(?!\\d|[,.]\\d))',
      '(?<fraction>[½¼¾])',
      // C's 0.9f and 1e-8f are floats.
      `(?<float>(?:\\d+\\.\\d*|\\.\\d+|\\d+(?=e))(?:e[+-]?\\d+)?[fFdD]${END}|\\d+[dD]${END})`,
      '(?<number>(?:\\d+(?:\\.\\d+|(?<=\\(\\d+)\\.(?=\\s?[-+]))?|\\.\\d+)(?:[eE][-+−]?\\d+)?)',
      ...names,
      `(?<sup>[${SUPERSCRIPTS}]+)`,
      '(?<symbol></?su[bp]>|\\*\\*=?|<-|:=|[-+*/−]=|[=!<>]=|->|(?<![.\\d])\\.[-+*/]?=|\\.[-+*/^]|\\.\\.\\.|//|[\\s\\S])',
    ].join('|'),
    'gu',
  );

const TOKEN = tokenOf(NAMES);
const GLUED_TOKEN = tokenOf([...GLUED, ...NAMES]);

const TILDE = '\u0303';

/** `sum_{i in B} grad l_i(w)` and `sum_i g_i`: the sign, as long as the word. */
const SUM =
  /(?<![\p{L}\d_.])[Ss]um(_(?:[({][^(){}\n]*[)}]|[a-z](?![\w^]))(?:\^(?:\{\w+\}|\w))?)(?=[ \t]*[\p{L}∇(∂[])/gu;

const same = (found: string): string => found;

/** What the groups of `TOKEN` are, and what they say in ordinary characters. */
const KINDS: Readonly<Record<string, readonly [Token['kind'], (found: string) => string]>> = {
  string: ['string', same],
  decimal: ['number', (found) => found.replace(',', '.')],
  fraction: ['number', (found) => String({ '½': 0.5, '¼': 0.25, '¾': 0.75 }[found])],
  float: ['number', (found) => found.replace(/\.?[fd]$/i, '')],
  number: ['number', (found) => found.replace('−', '-')],
  elided: ['name', same],
  word: ['name', same],
  name: ['name', same],
  sub: ['sub', ordinary],
  sup: ['sup', ordinary],
  // Julia's `.-=` and `.+` are for each entry what `-=` and `+` are.
  symbol: ['symbol', (found) => (found === 'Σ' ? '∑' : found.replace(/^\.(?=.?=|[-+]$)/, ''))],
};

/** Words of a sentence, too. */
const NO_LABEL = words('next last current curr cur actual var alt sig lama anc');

/** `s mới` and `θ old`: the word behind a name says of which step it is. */
const isLabel = ({ kind, text }: Token, gap: string, found: string): boolean =>
  kind === 'name' &&
  gap === ' ' &&
  isFormulaName(text) &&
  ageOf(found) !== null &&
  !NO_LABEL.has(found.toLowerCase());

/**
 * Tokens of the text; scripts are given as ordinary characters, so that `ₜ₋₁` has the text `t-1`.
 * @param hasGluedTimes `vt-1` is v_{t−1}
 */
export function tokensOf(text: string, hasGluedTimes: boolean): Token[] {
  const tokens: Token[] = [];
  let behind = -1;
  // θ~ has a tilde, and d/dx f(x) is ∂/∂x f(x).
  const accented = text
    .replace(/(?<=(?<![\p{L}\d])\p{L})~/gu, TILDE)
    .replace(/(?<![\p{L}\d_.])d(\s*\/\s*)d(?=[xwθ](?:_\w+)?\s*[\p{L}([])/gu, '∂$1∂')
    .replace(SUM, (_, scripts: string) => ` ∑${scripts.replace(/(?<=\s)in(?=\s)/, ' ∈')} `)
    .replace(/[（）]/g, (wide) => (wide === '（' ? '(' : ')'));
  for (const { 0: found, index: start, groups } of accented.matchAll(hasGluedTimes ? GLUED_TOKEN : TOKEN)) {
    const group = Object.keys(KINDS).find((each) => groups?.[each] !== undefined);
    if (group === undefined) continue;
    const [kind, plain] = KINDS[group]!;
    const before = behind;
    const end = start + found.length;
    behind = end;
    const last = tokens.at(-1);
    if (last && isLabel(last, text.slice(last.end, start), found)) {
      tokens.splice(-1, 1, { ...last, text: `${last.text}_${found}`, end });
      continue;
    }
    tokens.push({ kind, text: plain(found), start, end, isTight: start === before });
  }
  return tokens;
}

export const ARROWS = words('← <- ⟵ ⇐');
const COMPOUNDS = words('+= -= −= *= /=');

/** Does the sign stand between the sides of an equation? */
export const isRelation = (sign: string): boolean => isGiving(sign) || sign === '=' || sign === '≔';

/** Such a sign that gives a value and asserts nothing. */
export const isGiving = (sign: string): boolean => ARROWS.has(sign) || COMPOUNDS.has(sign) || sign === ':=';
