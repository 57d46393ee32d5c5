/**
 * Answers as vectors of weighted terms (TF-IDF), so that their likeness is a cosine. Pure.
 *
 * Terms are English word stems, whole formulas and negated stems. Other languages work without the stemming.
 */
import { stemmer } from 'stemmer';
import type { AnswerText } from './lines.ts';

/** Weights by term, of length 1; empty for an answer without terms. */
export type TermVector = ReadonlyMap<string, number>;

/** Distinct terms of one answer that count: bounds the time that a pasted book may take. */
const MAX_TERMS = 400;

/** Words that every text has, whatever it says. */
const STOP_WORDS = new Set(
  (
    'a about all also am an and any are as at be because been being both but by can could did do does for from ' +
    'had has have he hence her his how i if in into is it its just may might more most much of on only or our she ' +
    'should since so some such than that the their them then there therefore these they this those thus to very ' +
    'was we were what when where which while who why will with would you your'
  ).split(' '),
);

const NEGATIONS = new Set(['no', 'not', 'never', 'without', 'cannot']);

/** The end of "doesn't", "doesnt" and their like. */
const NOT = /(?<=\b(?:ca|could|did|do|does|had|has|have|is|are|should|was|were|wo|would))n['’]?t\b/g;

/** Lower-case words without accents; "doesn't" is "does not". */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(NOT, ' not');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Stems of the words that carry meaning; "not large" is one term, lest an answer look like its opposite. */
export function stemsOf(text: string): string[] {
  const stems: string[] = [];
  let negated = false;
  for (const word of wordsOf(text)) {
    if (NEGATIONS.has(word)) negated = true;
    else if (!STOP_WORDS.has(word)) {
      stems.push(negated ? `not ${stemmer(word)}` : stemmer(word));
      negated = false;
    }
  }
  if (negated) stems.push('not');
  return stems;
}

export function termsOf({ lines, formulas, code }: AnswerText): string[] {
  return [
    ...lines.flatMap((line) => stemsOf(line.text)),
    ...formulas.map((tex) => `$${tex.replace(/\s+/g, '')}`),
    ...code.flatMap(stemsOf),
  ];
}

/**
 * Weight of a term: (1 + ln tf) · ln(1 + N / df), then unit length. Unlike the usual ln(N / df) + 1 this leaves little
 * weight to what all answers to a question say, and unlike ln(N / df) not none, so that two equal answers are alike.
 */
export function vectorize(documents: readonly (readonly string[])[]): TermVector[] {
  const counted = documents.map(count);
  const documentFrequency = new Map<string, number>();
  for (const counts of counted) {
    for (const term of counts.keys()) documentFrequency.set(term, (documentFrequency.get(term) ?? 0) + 1);
  }
  return counted.map((counts) => {
    const weights = new Map<string, number>();
    for (const [term, tf] of counts) {
      const df = documentFrequency.get(term) ?? 1;
      weights.set(term, (1 + Math.log(tf)) * Math.log(1 + documents.length / df));
    }
    const length = Math.hypot(...weights.values());
    return new Map([...weights].map(([term, weight]) => [term, weight / length]));
  });
}

function count(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) {
    if (counts.has(term) || counts.size < MAX_TERMS) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

/** In [0, 1]; 1 for the same proportions of terms, 0 when none is shared. */
export function cosine(a: TermVector, b: TermVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return Math.min(sum, 1);
}
