import { describe, expect, test } from '@jest/globals';
import { cosine, stemsOf, termsOf, vectorize } from '../../../grader/answers/terms.ts';
import { readLines } from '../../../grader/answers/lines.ts';

const likeness = (a: string, b: string, ...others: string[]): number => {
  const [first, second] = vectorize([a, b, ...others].map((text) => termsOf(readLines(text))));
  return cosine(first!, second!);
};

describe('stemsOf', () => {
  test('leaves the stems of the words that carry meaning', () => {
    expect(stemsOf('It is averaging the Gradients')).toEqual(stemsOf('averages gradient'));
    expect(stemsOf('what it is for')).toEqual([]);
    expect(stemsOf('Größe, naïve')).toEqual(['große', 'naiv']);
  });

  test('ties a negation to the word that it negates', () => {
    expect(stemsOf('does not shrink')).toEqual(['not shrink']);
    expect(stemsOf("it doesn't shrink")).toEqual(['not shrink']);
    expect(stemsOf('it doesnt shrink')).toEqual(['not shrink']);
    expect(stemsOf('most want it')).toEqual(['want']);
    expect(stemsOf('I think not')).toEqual(['think', 'not']);
  });
});

describe('termsOf', () => {
  test('takes formulas whole, whatever their spaces, and the words of code', () => {
    expect(termsOf(readLines('Rate $a + b$ and `shrink()`'))).toEqual(['rate', '$a+b', 'shrink']);
  });
});

describe('vectorize', () => {
  test('makes equal texts alike, even where all say the same', () => {
    expect(likeness('noise averages out', 'Averaging the noise out')).toBeCloseTo(1, 12);
  });

  test('counts what few say for more than what all say', () => {
    const rest = ['momentum speed', 'momentum hill', 'momentum mass'];
    const sharesRare = likeness('momentum noise', 'ball noise', ...rest);
    const sharesCommon = likeness('momentum noise', 'momentum ball', ...rest);
    expect(sharesRare).toBeGreaterThan(sharesCommon);
    expect(likeness('noise', 'ball')).toBe(0);
  });

  test('finds a statement and its negation less alike than two wordings of it', () => {
    const others = ['noise averages out', 'a ball rolls'];
    const negated = likeness('the rate shrinks', 'the rate does not shrink', ...others);
    expect(negated).toBeLessThan(likeness('the rate shrinks', 'a shrinking rate', ...others));
  });
});
