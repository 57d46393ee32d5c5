/** Words directly behind an equation are said of what it makes, in TeX as in plain text. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const plain = (words: string): string => `v ← μ·v + g${words}\nθ ← θ − η·v`;
const tex = (words: string): string =>
  `$v \\leftarrow \\mu v + g$${words}\n$\\theta \\leftarrow \\theta - \\eta v$`;
const isMomentum = (rule: string): boolean =>
  isRight(judgeRule(rule, { expect: 'momentum' }), { expect: 'momentum' });

const CHANGED = [
  ', halved in every step',
  ' (halved in every step)',
  ' — reset to zero in every step',
  ' — set back to 0 at each step',
  ', then squared',
  ', and then rounded',
  ' (wird in jedem Schritt halbiert)',
  ', remis à zéro à chaque étape',
];
const AS_IT_IS = [
  ' — updated in every step',
  ' — starts at zero, kept between steps',
  ' (never reset)',
  ', not halved',
  ' — the velocity',
];

test.each([
  ['plain text', plain],
  ['TeX', tex],
])('what is done to it behind the equation, in %s', (_, written) => {
  expect(CHANGED.filter((words) => isMomentum(written(words)))).toEqual([]);
  expect(AS_IT_IS.filter((words) => !isMomentum(written(words)))).toEqual([]);
});

test('words behind a dash are no terms', () => {
  const sgd = (words: string): boolean =>
    isRight(judgeRule(`g = ∇L(θ)${words}\nθ = θ − η·g`, { expect: 'sgd' }), { expect: 'sgd' });
  expect(sgd(' – without the regulariser')).toBe(true);
  expect(sgd(' – ohne Regularisierungsterm!')).toBe(true);
  expect(sgd(' – λ θ')).toBe(false);
  expect(sgd(' – times two')).toBe(false);
});

test('squares in words behind an equation that has them say nothing new', () => {
  const adagrad = (words: string): boolean =>
    isRight(
      judgeRule(
        `$s \\leftarrow s + g^2$${words}\n$\\theta \\leftarrow \\theta - \\eta g / (\\sqrt{s} + \\epsilon)$`,
        { expect: 'adagrad' },
      ),
      { expect: 'adagrad' },
    );
  expect(adagrad(' (squared element by element)')).toBe(true);
  expect(adagrad(', then halved')).toBe(false);
  expect(adagrad(', always halved')).toBe(false);
  expect(adagrad(', zuerst halbiert')).toBe(false);
});

test('a step behind “where” is not judged by where it stands', () => {
  const nadam = String.raw`Nadam takes Adam's moments $\hat m=m/(1-\beta_1^t)$ and $\hat v=v/(1-\beta_2^t)$, where $m\leftarrow\beta_1m+(1-\beta_1)g$, $v\leftarrow\beta_2v+(1-\beta_2)g^2$, and

$$w\leftarrow w-\eta\,\frac{\beta_1\hat m+\frac{1-\beta_1}{1-\beta_1^t}\,g}{\sqrt{\hat v}+\epsilon}.$$`;
  expect(judgeRule(nadam, { expect: 'nadam' }).understood).toBe(false);
});
