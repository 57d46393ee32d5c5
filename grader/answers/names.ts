/** What a group of answers is called. Pure. */
import { wordsOf } from '../optimizers/faults/words.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { RuleResult } from '../rules/result.ts';
import { FORMULA, sentencesOf } from './lines.ts';
import type { AnswerText } from './lines.ts';
import { stemsOf } from './terms.ts';
import type { TermVector } from './terms.ts';

/** Such as "RMSProp, without the square root". */
export function ruleName(optimizer: string, faults: RuleResult['faults']): string {
  return [findOptimizer(optimizer)?.title ?? optimizer, ...faults.map((id) => wordsOf(id).short)].join(', ');
}

const MAX_QUOTE = 70;

/**
 * The sentence of an answer that is most like its group, shortened; formulas are shown as "…".
 * @param typical weights of the terms by which the group differs from the other answers
 */
export function quoteOf({ lines }: AnswerText, typical: TermVector): string {
  let best = '';
  let most = -Infinity;
  for (const sentence of sentencesOf(lines)) {
    const stems = new Set(stemsOf(sentence));
    let weight = 0;
    for (const stem of stems) weight += typical.get(stem) ?? 0;
    const score = weight / Math.sqrt(stems.size || 1);
    if (score > most) [best, most] = [sentence, score];
  }
  return shorten(best);
}

function shorten(sentence: string): string {
  const plain = sentence
    .replaceAll(FORMULA, '…')
    // Control and format characters could turn the direction of the page's text.
    .replace(/[\p{C}]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[.,;:]$/, '')
    .trim();
  const characters = [...plain];
  if (characters.length <= MAX_QUOTE) return plain;
  const cut = characters.slice(0, MAX_QUOTE).join('');
  return `${cut.replace(/\s\S{0,20}$/, '')}…`;
}
