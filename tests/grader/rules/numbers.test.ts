/** Numbers that a program or an answer gives: with some of them a rule of the right form is none. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

const program = (lr: string, b1: string, b2: string, eps: string): string => `\`\`\`python
def adam(w, m, v, t, g, lr=${lr}, b1=${b1}, b2=${b2}, eps=${eps}):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    return w - lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps), m, v
\`\`\``;

const formula = (lr: string, b1: string, b2: string, eps: string): string =>
  String.raw`$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$, $\hat m_t = m_t/(1-\beta_1^t)$, $\hat v_t = v_t/(1-\beta_2^t)$, $w_t = w_{t-1} - \eta \hat m_t/(\sqrt{\hat v_t}+\epsilon)$` +
  ` with $\\eta = ${lr}$, $\\beta_1 = ${b1}$, $\\beta_2 = ${b2}$ and $\\epsilon = ${eps}$.`;

const ofBoth = (...numbers: [lr: string, b1: string, b2: string, eps: string]): boolean[] =>
  [program, formula].map((write) =>
    isRight(judgeRule(write(...numbers), { expect: 'adam' }), { expect: 'adam' }),
  );

test.each([
  ['0.001', '0.9', '0.999', '1e-8'],
  ['0.1', '0.9', '0.99', '0.0001'],
  ['0.00001', '0.9', '0.999', '0.001'],
])('lr = %s, beta1 = %s, beta2 = %s, epsilon = %s', (lr, b1, b2, eps) => {
  expect(ofBoth(lr!, b1!, b2!, eps!)).toEqual([true, true]);
});

test.each([
  ['-0.001', '0.9', '0.999', '1e-8'],
  ['0.00000001', '0.9', '0.999', '0.001'],
  ['0.001', '1', '0.999', '1e-8'],
  ['0.001', '0.9', '1.0', '1e-8'],
])('and not lr = %s, beta1 = %s, beta2 = %s, epsilon = %s', (lr, b1, b2, eps) => {
  expect(ofBoth(lr!, b1!, b2!, eps!)).toEqual([false, false]);
});

test('a case that is only spoken of makes no rule wrong', () => {
  const rule = String.raw`$s_t = \rho s_{t-1} + (1-\rho) g_t^2$, $w_t = w_{t-1} - \eta g_t/(\sqrt{s_t}+\epsilon)$.`;
  const said = String.raw` For $\rho = 1$ the average would never change.`;
  expect(isRight(judgeRule(rule + said, { expect: 'rmsprop' }), { expect: 'rmsprop' })).toBe(true);
  expect(
    judgeRule(rule + String.raw` With $\rho = 1$ nothing new comes in.`, { expect: 'rmsprop' }).understood,
  ).toBe(false);
});

test('a rate of 0 moves nothing, unless it is changed', () => {
  const loop = (rate: string): boolean =>
    isRight(
      judgeRule(`\`\`\`python\n${rate}\nfor k in range(100):\n    w = w - lr * grad(w)\n\`\`\``, {
        expect: 'sgd',
      }),
      {
        expect: 'sgd',
      },
    );
  expect(loop('lr = 0.1')).toBe(true);
  expect(loop('lr = 0')).toBe(false);
  expect(loop('lr = 0\nlr = lr + 0.1')).toBe(true);
});
