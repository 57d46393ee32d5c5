/**
 * What equations are called is where they go when they are worked out: seeds write an optimizer otherwise, or with a fault, and the
 * numbers say whether it is still that optimizer, whatever its constants are called.
 */
import { expect, test } from '@jest/globals';
import { calledAs, isFalse, verdictOn } from './equations/verdicts.ts';

const SEEDS = 700;
/** Of the right ones so many may be left for a person to judge. */
const MOST_UNREAD = 0.03;

test('equations that seeds write are called what they are', () => {
  const found = Array.from({ length: SEEDS }, (_, seed) => verdictOn(seed + 1)).filter(
    (each) => each !== null,
  );
  expect(found.filter(isFalse)).toEqual([]);
  // Both kinds are there, and most of what is right is read.
  const right = found.filter(({ does }) => does === 'right');
  expect(right.length).toBeGreaterThan(found.length / 4);
  expect(found.length - right.length).toBeGreaterThan(found.length / 4);
  expect(right.filter(({ called }) => called === 'unread').length).toBeLessThan(right.length * MOST_UNREAD);
});

const lines = (...each: string[]): string => each.map((line) => `$$${line}$$`).join('\n\n');
const fenced = (...each: string[]): string => ['```', ...each, '```'].join('\n');
const adaGrad = (square: string): string =>
  lines(`v = v + ${square}`, String.raw`w = w - \eta \nabla L(w) / (\sqrt{v} + \epsilon)`);

// What seeds that are not among these have found.
test.each<[string, string, string, string]>([
  [
    'right',
    'a point below ∂',
    'nesterov',
    lines(String.raw`V = \beta V + \eta \frac{\partial E}{\partial (W - \beta V)}`, 'W = W - V'),
  ],
  [
    'right',
    'a point below ∂ on one line',
    'nesterov',
    lines(String.raw`V = \beta V + \eta \, \partial E/\partial (W - \beta V)`, 'W = W - V'),
  ],
  [
    'wrong',
    'a point below ∂ on the other side',
    'nesterov',
    lines(String.raw`V = \beta V + \eta \frac{\partial E}{\partial (W + \beta V)}`, 'W = W - V'),
  ],
  [
    'wrong',
    'a point below ∂ where the parameters are asked for',
    'momentum',
    lines(String.raw`V = \beta V + \eta \frac{\partial E}{\partial (W - \beta V)}`, 'W = W - V'),
  ],
  ...[String.raw`(W + \gamma)`, 'W^2', 'W B', '(2W)'].map((below): [string, string, string, string] => [
    'unread',
    `${below} below ∂`,
    'momentum',
    lines(String.raw`V = \beta V + \eta \frac{\partial E}{\partial ${below}}`, 'W = W - V'),
  ]),
  [
    'wrong',
    'a δ that is a factor of g²',
    'adagrad',
    lines(
      String.raw`g = \frac{\partial L}{\partial w}`,
      String.raw`G = G + \delta \, g^2`,
      String.raw`w = w - \epsilon \, g / (G^{0.5} + \delta)`,
    ),
  ],
  [
    'wrong',
    'a helper of the step before in the point',
    'nesterov',
    lines(
      String.raw`c_i = m_{i-1} \gamma`,
      String.raw`m_i = \gamma m_{i-1} + \nabla E(\theta_i - c_{i-1}) \eta`,
      String.raw`\theta_{i+1} = \theta_i - m_i`,
    ),
  ],
  [
    'right',
    'a helper of this step in the point',
    'nesterov',
    lines(
      String.raw`c_i = m_{i-1} \gamma`,
      String.raw`m_i = \gamma m_{i-1} + \nabla E(\theta_i - c_i) \eta`,
      String.raw`\theta_{i+1} = \theta_i - m_i`,
    ),
  ],
  [
    'right',
    'a δ before the velocity of another parameter',
    'momentum',
    lines(String.raw`v_i = \rho v_{i-1} + \nabla L(x_{i-1})`, String.raw`x_i = x_{i-1} - \delta v_i`),
  ],
  // 0.1 is 1 − 0.9 wherever it stands, or a rate.
  [
    'right',
    '0.1 in a difference beside 0.9 in a correction',
    'momentum-ema-corrected',
    lines(String.raw`v = v + 0.1 (\nabla L(w) - v)`, String.raw`w = w - \eta v / (1 - 0.9^t)`),
  ],
  [
    'right',
    '0.1 in a helper and 0.9 in the average',
    'rmsprop',
    lines(
      String.raw`p = 0.1 (\nabla L(w))^2`,
      'r = 0.9 r + p',
      String.raw`w = w - \eta \nabla L(w) / \sqrt{r}`,
    ),
  ],
  [
    'right',
    '0.001 as a share and as a rate',
    'adam',
    lines(
      String.raw`m = 0.9 m + 0.1 \nabla L(w)`,
      String.raw`v = v - 0.001 (v - (\nabla L(w))^2)`,
      String.raw`w = w - 0.001 (m / (1 - 0.9^t)) / (\sqrt{v / (1 - 0.999^t)} + 10^{-8})`,
    ),
  ],
  [
    'right',
    'shares of two averages without a correction',
    'amsgrad',
    lines(
      String.raw`m = 0.9 m + 0.1 \nabla L(w)`,
      String.raw`v = v + 0.001 ((\nabla L(w))^2 - v)`,
      String.raw`u = \max(u, v)`,
      String.raw`w = w - \eta m / (\sqrt{u} + \epsilon)`,
    ),
  ],
  [
    'wrong',
    '0.2 in a difference beside 0.9 in a correction',
    'momentum-ema-corrected',
    lines(String.raw`v = v + 0.2 (\nabla L(w) - v)`, String.raw`w = w - \eta v / (1 - 0.9^t)`),
  ],
  // A power upon a power is one more.
  ...[
    String.raw`{(\nabla L(w))^2}^2`,
    String.raw`{|\nabla L(w)|^2}^2`,
    String.raw`{\frac{\partial L}{\partial w}^2}^2`,
    String.raw`{\left(\frac{\partial L}{\partial w}\right)^2}^2`,
  ].map((square): [string, string, string, string] => ['wrong', square, 'adagrad', adaGrad(square)]),
  ['right', 'a power of one half and one of four', 'adagrad', adaGrad(String.raw`{(\nabla L(w))^{1/2}}^4`)],
  ['wrong', '^2^2', 'adagrad', 'v = v + ∇L(w)^2^2\n\nw = w - η ∇L(w) / (√(v) + ε)'],
  // Indices tell the steps in a code block, too.
  [
    'right',
    'k + 1 in a code block',
    'momentum-ema-corrected',
    fenced('v_{k+1} = γ * v_k + (1 - γ) * ∇L(w_k)', 'w_{k+1} = w_k - η * v_{k+1} / (1 - γ^{k+1})'),
  ],
  [
    'wrong',
    'the moment of the step before in a code block',
    'rmsprop',
    fenced('r^(t) = 0.9 r^(t-1) + 0.1 g^2', 'w^(t) = w^(t-1) - η g / √(r^(t-1) + ε)'),
  ],
  [
    'right',
    'a 1 behind a power, which is none of it',
    'momentum-ema-corrected',
    fenced('v = γ v + (1 - γ) ∇L(w)', 'w = w - η v / (-γ^t + 1)'),
  ],
])('%s: %s, as %s', (called, _, optimizer, answer) => {
  expect(calledAs(answer, optimizer)).toBe(called);
});
