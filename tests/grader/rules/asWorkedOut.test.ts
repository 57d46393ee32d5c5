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
  // A sum says by its index which steps it is of.
  [
    'right',
    'all gradients from g_0 on, and a correction by k + 1',
    'momentum-ema-corrected',
    lines(
      String.raw`v_{k+1} = (1 - \rho) \sum_{l=0}^{k} \rho^{k-l} \nabla L(w_l)`,
      String.raw`w_{k+1} = w_k - \alpha v_{k+1} / (1 - \rho^{k+1})`,
    ),
  ],
  [
    'wrong',
    'the same with a correction by k + 2',
    'momentum-ema-corrected',
    lines(
      String.raw`v_{k+1} = (1 - \rho) \sum_{l=0}^{k} \rho^{k-l} \nabla L(w_l)`,
      String.raw`w_{k+1} = w_k - \alpha v_{k+1} / (1 - \rho^{k+2})`,
    ),
  ],
  [
    'right',
    'a sum from 1 to k + 1 of the gradients before',
    'momentum-ema-corrected',
    lines(
      String.raw`v_{k+1} = (1 - \rho) \sum_{l=1}^{k+1} \rho^{k+1-l} \nabla L(w_{l-1})`,
      String.raw`w_{k+1} = w_k - \alpha v_{k+1} / (1 - \rho^{k+1})`,
    ),
  ],
  [
    'right',
    'a sum whose terms are made with a later index',
    'momentum',
    lines(
      String.raw`p_{i+1} = \alpha \nabla E(\theta_i)`,
      String.raw`v_{i+1} = \sum_{l=1}^{i+1} \rho^{i+1-l} p_l`,
      String.raw`\theta_{i+1} = \theta_i - v_{i+1}`,
    ),
  ],
  [
    'wrong',
    'the same without the present term',
    'momentum',
    lines(
      String.raw`p_{i+1} = \alpha \nabla E(\theta_i)`,
      String.raw`v_{i+1} = \sum_{l=1}^{i} \rho^{i-l} p_l`,
      String.raw`\theta_{i+1} = \theta_i - v_{i+1}`,
    ),
  ],
  [
    'right',
    'a sum of g_{l+1} that ends at i − 1',
    'momentum',
    lines(
      String.raw`g_i = \nabla E(\theta_{i-1})`,
      String.raw`v_i = \sum_{l=0}^{i-1} \rho^{i-1-l} g_{l+1}`,
      String.raw`\theta_i = \theta_{i-1} - \alpha v_i`,
    ),
  ],
  [
    'right',
    'a rate within a sum, whose weights fall with the age of a gradient',
    'momentum',
    lines(
      String.raw`v_t = \sum_{j=1}^t \rho^{t-j} \alpha g_j`,
      String.raw`w_t = w_{t-1} - v_t`,
      String.raw`g_t = \nabla L(w_{t-1})`,
    ),
  ],
  [
    'right',
    'a sum of what stands in square brackets',
    'adagrad',
    lines(
      String.raw`G_t = \sum_{j=1}^t [\nabla E(w_{j-1})]^2`,
      String.raw`w_t = w_{t-1} - \eta \nabla E(w_{t-1}) / \sqrt{G_t + \epsilon}`,
    ),
  ],
  ...(
    [
      ['right', 't'],
      ['wrong', 't-1'],
    ] as const
  ).map(([called, last]): [string, string, string, string] => [
    called,
    `a sum up to ${last} with its index below ∂`,
    'adagrad',
    lines(
      String.raw`G_t = \sum_{j=1}^{${last}} \left(\frac{\partial E}{\partial w_j}\right)^2`,
      String.raw`w_{t+1} = w_t - \eta \frac{\partial E}{\partial w_t} / (\sqrt{G_t} + \epsilon)`,
    ),
  ]),
  // Where a state starts is told of one with brackets in its name, too.
  ...['We begin with E[g^2] = 2.', 'Initially E[g^2] = 2 and t = 0.', 'E[g^2] = 2 at the start'].map(
    (words): [string, string, string, string] => [
      'unread',
      words,
      'rmsprop',
      `${words}\n\n${fenced('g = ∂J/∂w', 'E[g^2] = ρ E[g^2] + (1 - ρ) g^2', 'w = w - η g / √(E[g^2] + ε)')}`,
    ],
  ),
  [
    'right',
    'E[Δx^2]_{t+1} on the left',
    'adadelta',
    [
      'E[g^2]_{t+1} := ρ * E[g^2]_t + (1 - ρ) * g_{t+1}^2',
      'Δx_{t+1} := (√(E[Δx^2]_t + ε) / √(E[g^2]_{t+1} + ε)) * g_{t+1}',
      'E[Δx^2]_{t+1} := ρ * E[Δx^2]_t + (1 - ρ) * Δx_{t+1}^2',
      'x_{t+1} := x_t - Δx_{t+1}',
    ].join('\n\n'),
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
