/**
 * Words directly behind an equation are said of what it makes: “v ← μv + g, halved in every step”, “(reset to zero after each batch)”.
 */
import { denies, EMPTIES, hasWords, isAgain, PUTS, ZERO } from './states.ts';

/** What is done to a value, by a participle alone. */
const DONE = String.raw`halved|doubled|tripled|negated|rounded|truncated|clipped|inverted|halbiert|verdoppelt|gerundet|negiert|divisé\p{L}* par deux|doublé\p{L}*|arrondi\p{L}*|reducid\p{L}* a la mitad|duplicad\p{L}*|redondead\p{L}*|dobrad\p{L}*|arredondad\p{L}*|dimezzat\p{L}*|raddoppiat\p{L}*|arrotondat\p{L}*`;
/** Before the participle: a dash, a bracket, “and then”, “which is”. */
const LEAD = String.raw`^[ \t,;:()–—-]*(?:(?:and|then|but|und|dann|et|puis|y|luego|e|poi|which|that|it|is|are|gets?|wird|est|es|é|è|first|always|immediately|afterwards|finally|zuerst|immer|stets|anschließend|toujours|d['’]abord|siempre|primero|sempre|primeiro|prima)\s+){0,3}`;

/** In German the participle ends the clause. */
const AT_END = String.raw`^[ \t,;:()–—-]*(?:wird|werden|ist)\s[^]*(?<!\p{L})(?:${DONE})\s*$`;
const CHANGED = new RegExp(String.raw`${LEAD}(?:${DONE})(?!\p{L})|${AT_END}`, 'iu');
/** Of what has no square of its own. */
const SQUARED = new RegExp(
  String.raw`${LEAD}(?:squared|quadriert|élevé\p{L}* au carré|elevad\p{L}* al? quadrado|elevad\p{L}* al cuadrado|elevat\p{L}* al quadrato)(?!\p{L})`,
  'iu',
);
const HAS_SQUARE = /\^\s*\{?\s*2|²|\*\*\s*2|odot|square|⊙/i;
/** Up to where something else may be spoken of. */
const CLAUSE = /^[ \t,;:()–—-]*[^.!?;:()=←。；\n]*/u;

/**
 * What the words say that is done to what the equation makes; null where it is nothing.
 * @param equation as it is written
 * @param words behind it
 */
export function changeBehind(equation: string, words: string): string | null {
  const [clause] = CLAUSE.exec(words)!;
  if (!hasWords(clause) || denies(clause)) return null;
  const isSquared = SQUARED.test(clause) && !HAS_SQUARE.test(equation);
  const isReset = isAgain(clause) && (EMPTIES.test(clause) || (ZERO.test(clause) && PUTS.test(clause)));
  return CHANGED.test(clause) || isSquared || isReset ? clause.replace(/^[\s,;:()–—-]+/, '').trim() : null;
}
