/** Every notation with the expression that it makes, written in brackets as it stands in the answer. */
import { expect, test } from '@jest/globals';
import { findNotation } from '../../../../grader/rules/equations/notation.ts';
import { splitEquations } from '../../../../grader/rules/equations/equations.ts';
import type { Bounds, Expression, Name } from '../../../../grader/rules/formulas/expression.ts';
import { piecesOf } from '../../../../grader/rules/formulas/pieces.ts';
import { parsed } from '../../../../grader/rules/formulas/parser.ts';

function nameText({ base, accents, labels, coordinates, index }: Name): string {
  const step =
    index?.kind === 'step'
      ? `${index.letter}${index.offset}`
      : index?.kind === 'number'
        ? index.value
        : index?.is;
  const scripts = [...labels, ...coordinates.map((each) => `@${each}`), ...(index ? [`:${step}`] : [])];
  return `${accents.map((accent) => `${accent} `).join('')}${base}${scripts.map((each) => `_${each}`).join('')}`;
}

function boundText(bound: Bounds['lower']): string {
  return bound === 'unread' ? '?' : bound === null ? '' : text(bound);
}

function text(e: Expression): string {
  switch (e.kind) {
    case 'number':
      return String(e.value);
    case 'symbol':
      return e.written ? nameText(e.written) : e.name;
    case 'gradient': {
      const { of = null, points = [] } = e.written ?? {};
      return `∇(${of ? nameText(of) : ''} at ${points.map(text).join(', ')})`;
    }
    case 'call':
      return `${e.name}(${e.args.map(text).join(', ')})`;
    case 'binary':
      return `(${text(e.left)} ${e.operator} ${text(e.right)})`;
    case 'history': {
      const { counter, lower, upper } = e.written ?? { counter: '…', lower: null, upper: null };
      return `Σ(${counter} ${boundText(lower)}..${boundText(upper)}: ${text(e.body)})`;
    }
  }
}

/** The right-hand side of an equation. */
function valueOf(source: string): string {
  const pieces = piecesOf({ source, display: true, before: '', behind: '', plain: null }, {});
  const [raw] = splitEquations(pieces, '', true, 0, { before: '', behind: '' });
  const rest = {
    isAside: false,
    isRemark: false,
    isPresented: false,
    isBoxed: false,
    named: [],
    about: null,
    under: [],
    plain: null,
  };
  const notation = findNotation(pieces, [{ ...raw!, ...rest }]);
  return text(parsed(raw!.right, notation, pieces[0]!.at));
}

test.each([
  [
    'sums, products and fractions',
    String.raw`a_t = b a_{t-1} + \frac{c}{d \cdot e}`,
    '((b * a_:t-1) + (c / (d * e)))',
  ],
  ['roots and powers', String.raw`a = \sqrt{b + c^2} / d^{1/2}`, '(sqrt((b + (c ^ 2))) / (d ^ (1 / 2)))'],
  ['a root that is a sign', String.raw`a = b / √(c + d)`, '(b / sqrt((c + d)))'],
  [
    'labels, coordinates and steps',
    String.raw`a_t = \beta_1 \hat{m}_{t-1,i} G_{t,ii}`,
    '((beta_1 * hat m_@i_:t-1) * G_@i_:t0)',
  ],
  ['a coordinate of a bracket', String.raw`a_t = b (\theta_t)_i`, '(b * theta_@i_:t0)'],
  ['a change', String.raw`a_t = \Delta\theta_{t-1}`, 'Delta theta_:t-1'],
  [
    'a nabla with its point',
    String.raw`a = \nabla_\theta J(\theta - \gamma v; x^{(i)})`,
    '∇(theta at (theta - (gamma * v)), x)',
  ],
  [
    'a nested objective',
    String.raw`a = b \nabla_\theta \sum_i L(f(x_i; \theta_t), y_i)`,
    '(b * ∇(theta at x_@i, theta_:t0, y_@i))',
  ],
  [
    'the mean over a batch',
    String.raw`a = \frac{1}{m} \sum_i \nabla_\theta L(\theta_t, x_i)`,
    '∇(theta at theta_:t0, x_@i)',
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
  ['differentials', String.raw`a = b\, dW^2`, '(b * (dW ^ 2))'],
  ['a sum over the steps', String.raw`a_t = \sum_{\tau=1}^{t} g_\tau^2`, 'Σ(tau 1..t: (g_tau ^ 2))'],
  ['a sum by dots', String.raw`a_t = g_1^2 + \cdots + g_t^2`, 'Σ(… ..: (g_:t0 ^ 2))'],
  ['an average as a name', String.raw`a = E[g^2]_{t} + \max(b, |c|)`, '(E[g^2]_:t0 + max(b, abs(c)))'],
  ['g applied', String.raw`w_{t+1} = w_t - \eta g(w_t)`, '(w_:t0 - (eta * ∇( at w_:t0)))'],
])('%s', (_, source, tree) => {
  expect(valueOf(source)).toBe(tree);
});

test('what no notation explains is refused with its place', () => {
  expect(() => valueOf(String.raw`a = b + \pm c`)).toThrow('“\\pm” is not expected here');
});
