/** Every notation with the tree that it makes, written in brackets. */
import { expect, test } from '@jest/globals';
import { findNotation } from '../../../../grader/rules/equations/notation.ts';
import { splitEquations } from '../../../../grader/rules/equations/equations.ts';
import { piecesOf } from '../../../../grader/rules/formulas/formulaPieces.ts';
import { parseTree } from '../../../../grader/rules/reader/parse.ts';
import type { Name, Tree } from '../../../../grader/rules/reader/tree.ts';

function nameText({ base, accents, labels, coordinates, time }: Name): string {
  const step =
    time?.kind === 'step' ? `${time.letter}${time.offset}` : time?.kind === 'number' ? time.value : time?.is;
  const scripts = [...labels, ...coordinates.map((each) => `@${each}`), ...(time ? [`:${step}`] : [])];
  return `${accents.map((accent) => `${accent} `).join('')}${base}${scripts.map((each) => `_${each}`).join('')}`;
}

function text(tree: Tree): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'name':
      return nameText(tree.name);
    case 'gradient':
      return `∇(${tree.of ? nameText(tree.of) : ''} at ${tree.points.map(text).join(', ')})`;
    case 'call':
      return `${tree.name}(${tree.args.map(text).join(', ')})`;
    case 'binary':
      return `(${text(tree.left)} ${tree.operator} ${text(tree.right)})`;
    case 'sum': {
      const { index, lower, upper } = tree.bounds;
      return `Σ(${index} ${lower ? text(lower) : ''}..${upper ? text(upper) : ''}: ${text(tree.body)})`;
    }
    case 'unread':
      return `?${tree.at.token}`;
  }
}

/** The tree of the right-hand side of an equation. */
function valueOf(source: string): string {
  const pieces = piecesOf({ source, display: true, before: '', behind: '', plain: null }, {});
  const [raw] = splitEquations(pieces, '', true, 0, { before: '', behind: '' });
  const rest = {
    isAside: false,
    isRemark: false,
    isPresented: false,
    named: [],
    about: null,
    under: [],
    plain: null,
  };
  return text(parseTree(raw!.right, findNotation(pieces, [{ ...raw!, ...rest }])));
}

test.each([
  [
    'sums, products and fractions',
    String.raw`a_t = b a_{t-1} + \frac{c}{d \cdot e}`,
    '((b * a_:t-1) + (c / (d * e)))',
  ],
  ['roots and powers', String.raw`a = \sqrt{b + c^2} / d^{1/2}`, '(sqrt((b + (c ^ 2))) / (d ^ (1 / 2)))'],
  [
    'labels, coordinates and steps',
    String.raw`a_t = \beta_1 \hat{m}_{t-1,i} G_{t,ii}`,
    '((beta_1 * hat m_@i_:t-1) * G_@i_:t0)',
  ],
  [
    'a nabla with its point',
    String.raw`a = \nabla_\theta J(\theta - \gamma v; x^{(i)})`,
    '∇(theta at (theta - (gamma * v)), x)',
  ],
  [
    'a nested objective',
    String.raw`a = \frac{1}{m} \nabla_\theta \sum_i L(f(x_i; \theta_t), y_i)`,
    '((1 / m) * ∇(theta at x_@i, theta_:t0, y_@i))',
  ],
  ['a nabla without an objective', String.raw`a_t = \nabla W_t`, '∇(W_:t0 at W_:t0)'],
  [
    'a derivative with its point above',
    String.raw`a_t = \frac{\partial J(\theta_{t-1})}{\partial \theta}`,
    '∇(theta at theta_:t-1)',
  ],
  [
    'a derivative with its point behind',
    String.raw`a_t = (\frac{\partial J}{\partial w}(w_{t-1}))^2`,
    '(∇(w at w_:t-1) ^ 2)',
  ],
  [
    'a derivative with its point at a bar',
    String.raw`a_t = \left.\frac{\partial J}{\partial w}\right|_{w=w_{t-1}}`,
    '∇(w at w_:t-1)',
  ],
  ['differentials', String.raw`a = b\, dW^2`, '(b * (∇(W at ) ^ 2))'],
  ['a sum over the steps', String.raw`a_t = \sum_{\tau=1}^{t} g_\tau^2`, 'Σ(tau 1..t: (g_tau ^ 2))'],
  ['a sum by dots', String.raw`a_t = g_1^2 + \cdots + g_t^2`, '(((g_1 ^ 2) + …()) + (g_:t0 ^ 2))'],
  ['an average as a name', String.raw`a = E[g^2]_{t} + \max(b, |c|)`, '(E[g^2]_:t0 + max(b, abs(c)))'],
  ['g applied', String.raw`w_{t+1} = w_t - \eta g(w_t)`, '(w_:t0 - (eta * ∇( at w_:t0)))'],
])('%s', (_, source, tree) => {
  expect(valueOf(source)).toBe(tree);
});

test('what no notation explains is a leaf with its place', () => {
  expect(valueOf(String.raw`a = b + \Rightarrow c`)).toContain('?');
});
