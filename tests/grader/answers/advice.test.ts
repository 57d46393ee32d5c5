import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adviseOnRule } from '../../../grader/answers/advice.ts';

const QUESTION = { optimizer: 'rmsprop', accepts: ['epsilon-outside-root'] } as const;
const RIGHT = String.raw`$$r \leftarrow \rho r + (1-\rho) g \odot g$$ $$\theta \leftarrow \theta - \frac{\epsilon}{\delta + \sqrt{r}} \odot g$$`;
const INDEXED = String.raw`$$r_t = \rho r_{t-1} + (1-\rho) g_t^2, \quad \theta_t = \theta_{t-1} - \frac{\epsilon}{\delta + \sqrt{r_t}} g_t$$ `;
const ROOTLESS = RIGHT.replace(String.raw`\sqrt{r}`, 'r');
const ASCENT = RIGHT.replace(String.raw`\theta -`, String.raw`\theta +`);
const INSIDE = RIGHT.replace(String.raw`\delta + \sqrt{r}`, String.raw`\sqrt{\delta + r}`);
const ADAGRAD = RIGHT.replace(String.raw`\rho r + (1-\rho)`, 'r +');

const COARSE = [
  { text: 'Correct', points: 0 },
  { text: 'Does not say what it changes about AdaGrad', points: -0.25 },
  { text: 'The update rule is missing or wrong', points: -0.5 },
];
const FINE = [
  { text: 'Full marks', points: 0 },
  { text: 'Correct idea, but the rule is wrong', points: -0.5 },
  { text: 'No square root in the denominator', points: -0.25 },
  { text: 'Rule missing', points: -1 },
  { text: 'Confuses it with another algorithm', points: -1 },
];

describe('adviseOnRule', () => {
  test.each([
    ['a right rule', RIGHT, 0, 0],
    ['a fault that an item names', ROOTLESS, 2, 2],
    ['a fault that none names', ASCENT, 2, 1],
    ['a convention that is not accepted', INSIDE, 2, 1],
    ['another optimizer', ADAGRAD, 2, 4],
    ['an empty answer', ' \n', 2, 3],
  ])('suggests the item for %s', (_, markdown, coarse, fine) => {
    expect(adviseOnRule(markdown, QUESTION, COARSE).suggestedItem).toBe(coarse);
    expect(adviseOnRule(markdown, QUESTION, FINE).suggestedItem).toBe(fine);
  });

  test.each([
    ['words alone', 'It divides by a running average.'],
    ['a rule that is not understood', String.raw`$\theta = \oint_{\heartsuit} \theta \,\wp$`],
    ['a rule that is crossed out', String.raw`$$\cancel{${RIGHT.replaceAll('$$', '')}}$$`],
    ['two rules that contradict each other', INDEXED + INDEXED.replace(String.raw`\sqrt{r_t}`, 'r_t')],
    ['a rule that the answer rejects', `The following is wrong: ${RIGHT}`],
    ['constants that do not mean what they stand for', String.raw`With $\rho = 0.05$: ${RIGHT}`],
    ['a rule that is none of the known', String.raw`$\theta \leftarrow \theta - \eta g^5$`],
  ])('suggests nothing for %s', (_, markdown) => {
    expect(adviseOnRule(markdown, QUESTION, COARSE).suggestedItem).toBeNull();
  });

  test('suggests nothing where no item or more than one fits', () => {
    expect(adviseOnRule(RIGHT, QUESTION, []).suggestedItem).toBeNull();
    expect(adviseOnRule(ASCENT, QUESTION, COARSE.slice(0, 2)).suggestedItem).toBeNull();
    expect(
      adviseOnRule(ASCENT, QUESTION, [...COARSE, { text: 'Wrong formula', points: -1 }]).suggestedItem,
    ).toBeNull();
  });

  test('never suggests a deduction for a right rule', () => {
    const items = [{ text: 'Correct, but far too long', points: -0.1 }, ...COARSE.slice(1)];
    expect(adviseOnRule(RIGHT, QUESTION, items).suggestedItem).toBeNull();
  });

  test('hands on what the rule is', () => {
    expect(adviseOnRule(ROOTLESS, QUESTION, COARSE).result).toMatchObject({
      optimizer: 'rmsprop',
      faults: ['missing-root'],
    });
  });

  test("uses the sheet's macros", () => {
    const answer = RIGHT.replaceAll(' g', String.raw` \grad`);
    const macros = { '\\grad': 'g' };
    expect(adviseOnRule(answer, QUESTION, COARSE, macros).suggestedItem).toBe(0);
  });

  test('gives an item of the rubric or none, whatever rubric and answer say', () => {
    const item = fc.record({
      text: fc.oneof(fc.string(), fc.constantFrom('Correct', 'Wrong rule')),
      points: fc.integer(),
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom(RIGHT, ROOTLESS)),
        fc.array(item),
        (markdown, items) => {
          const { suggestedItem } = adviseOnRule(markdown, QUESTION, items);
          expect(suggestedItem === null || items[suggestedItem] !== undefined).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});
