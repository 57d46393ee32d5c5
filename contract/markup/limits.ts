/**
 * What one answer may cost. Every limit answers with a message beside the source it refused, and the rest of the
 * answer still renders.
 */

/** UTF-16 units of one answer. */
export const MAX_ANSWER = 200_000;

/** UTF-16 units of one formula: 40 kB of maths became 6 MB of HTML in 2.7 s. */
export const MAX_FORMULA = 4_000;

/**
 * Tokens that KaTeX reads, after expansion: per formula and per answer. KaTeX's own `maxExpand` counts expansions
 * whatever their length, so that 180 calls of a macro 2 kB long took 100 s.
 */
export const MAX_FORMULA_TOKENS = 20_000;
export const MAX_ANSWER_TOKENS = 150_000;

/** `#` in one formula: KaTeX copies an argument of 2 kB into 900 of them before it looks at the result. */
export const MAX_PLACEHOLDERS = 100;

/** Characters of HTML that the formulas of one answer may become. */
export const MAX_FORMULA_HTML = 3_000_000;

/**
 * Characters that are looked at in search of the brackets that close a link or an image, in one answer. Brackets beyond it
 * are text: the search begins anew at each that stays open, so that 95,000 of them took seconds.
 */
export const MAX_BRACKET_SEARCH = 2_000_000;

/** Problems listed for one answer. */
export const MAX_PROBLEMS = 100;

/** Broken formulas of one answer after which the others are shown as text. */
export const MAX_BROKEN_FORMULAS = 200;

/** Characters that may be kept of what was drawn before: formulas, and whole answers. */
export const MAX_CACHED_FORMULAS = 8_000_000;
export const MAX_CACHED_ANSWERS = 8_000_000;
