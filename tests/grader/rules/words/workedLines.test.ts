/** Lines in which an answer works out its steps with numbers: they are no rule, change no verdict, and are said not to be checked. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const MOMENTUM = "v <- mu v - eta f'(w),  w <- w + v.";

const EXAMPLES = [
  "step 1: f' = 2, v = 0 - 0.2 = -0.2, w = 0.8\nstep 2: f' = 1.6, v = -0.1 - 0.16 = -0.26, w = 0.54",
  't=1: g = 2, v = -0.2, w = 1 - 0.2 = 0.8\nt=2: g = 1.6, v = -0.1 - 0.16 = -0.26, w = 0.54',
  'Schritt 1: g = 3, v = −0.3, w = 1 − 0.3 = 0.7',
  '1) g = 4: v = -0.4, w = 1 - 0.4 = 0.6\n2) g = 3: v = -0.2 - 0.3 = -0.5, w = 0.1',
  'Iteration 1: w = 1, ∇f = 2, v = -0.2, w = 0.8.',
];

describe('an example with numbers', () => {
  test.each(EXAMPLES)('%j', (example) => {
    const result = judgeRule(`${MOMENTUM}\n\n${example}`, { expect: 'momentum' });
    expect(isRight(result, { expect: 'momentum' })).toBe(true);
    expect(result.notices.join('\n')).toContain(
      `The example with numbers was not checked: “${example.split('\n')[0]}”`,
    );
  });

  test.each(EXAMPLES)('beside a wrong rule: %j', (example) => {
    const result = judgeRule(`${MOMENTUM.replace('w + v', 'w - v')}\n\n${example}`, { expect: 'momentum' });
    expect(isRight(result, { expect: 'momentum' })).toBe(false);
    expect(result.understood).toBe(true);
  });

  test.each([
    '1) v = 1\n2) in every step: v ← 0.9v + ∇f(x), x ← x − 0.1v',
    'v = 0.9 v + g, w = w - 0.1 v\nt=0: g = 2, v = 5, w = 1 - 0.2 = 0.8',
    String.raw`$v \leftarrow \mu v + g$, $w \leftarrow w - \eta v$. Initially $v = 5$ and $g = 2$.`,
    String.raw`$v \leftarrow \mu v + g$, $w \leftarrow w - \eta v$. We start with $v = 5$, $g = 2$.`,
    '```python\nv = mu * v + g\nw = w - lr * v\n```\nAt the start: g = 2, v = 5.',
    '```python\nv = mu * v + g\nw = w - lr * v\n```\nInitially `g = 2` and `v = 5`.',
  ])('where a state starts is no example: %j', (answer) => {
    expect(isRight(judgeRule(answer, { expect: 'momentum' }), { expect: 'momentum' })).toBe(false);
  });

  test('with another gradient, in words', () => {
    const answer = '```python\nv = mu * v + g\nw = w - lr * v\n```\nSay g = 2: v = 2 and w moves by -0.2.';
    expect(isRight(judgeRule(answer, { expect: 'momentum' }), { expect: 'momentum' })).toBe(true);
  });
});
