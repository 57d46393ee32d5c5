/** What a group of answers is called. Pure. */
import type { FaultId } from '../terms.ts';
import { findOptimizer } from '../optimizers/index.ts';
import type { RuleResult } from '../rules/result.ts';
import { FORMULA, sentencesOf } from './lines.ts';
import type { AnswerText } from './lines.ts';
import { stemsOf } from './terms.ts';
import type { TermVector } from './terms.ts';

const FAULT_NAMES: Record<FaultId, string> = {
  ascent: 'up the gradient',
  'missing-root': 'without the square root',
  'gradient-not-squared': 'with the gradient not squared',
  'missing-decay-complement': 'without the factor (1 − decay)',
  'no-first-bias-correction': 'without the first bias correction',
  'no-second-bias-correction': 'without the second bias correction',
  'time-off-by-one': 'with the step count off by one',
  'swapped-betas': 'with β₁ and β₂ swapped',
  'state-not-kept': 'with a state that is not kept',
  'stale-moment': 'with a moment of the step before',
  'state-shared': 'with one state for all parameters',
  'wrong-default': 'with a wrong default',
  'time-not-counted': 'with a time that is not counted',
  'epsilon-added-to-step': 'with epsilon added to the step',
  'learning-rate-compounds': 'with a learning rate that compounds',
  'weights-exchanged': 'with the weights of an average exchanged',
  'corrections-exchanged': 'with the bias corrections exchanged',
  'other-decay': 'with the decay rate of the other moment',
  'sign-in-average': 'with a minus in an average',
  'gradient-for-moment': 'with the gradient in place of a moment',
  'hyperparameter-fixed': 'with a fixed hyperparameter',
  'reads-other-key': 'with a misspelt hyperparameter',
  'zero-taken-for-missing': 'with zero taken for missing',
};

/** Such as "RMSProp, without the square root". */
export function ruleName(optimizer: string, faults: RuleResult['faults']): string {
  return [findOptimizer(optimizer)?.title ?? optimizer, ...faults.map((id) => FAULT_NAMES[id])].join(', ');
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
