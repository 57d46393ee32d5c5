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
])('%s: %s, as %s', (called, _, optimizer, answer) => {
  expect(calledAs(answer, optimizer)).toBe(called);
});
