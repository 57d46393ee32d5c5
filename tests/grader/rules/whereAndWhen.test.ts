/** Where a gradient is taken, how often, and in which form a rule stands beside itself. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

const SUM = String.raw`$\theta_{t+1} = \theta_t - \eta \sum_{i=0}^t \gamma^{t-i} g_i$, $g_i = \nabla f(\theta_i)$.`;
const CODE = String.raw`In code you keep the sum: $s \leftarrow \gamma s + g$, $\theta \leftarrow \theta - \eta s$.`;
const ADAM = String.raw`$m = \beta_1 m + (1-\beta_1)g$, $v = \beta_2 v + (1-\beta_2)g^2$, $w = w - \eta\cdot\frac{m}{1-\beta_1^n}\cdot\frac{1}{\sqrt{v/(1-\beta_2^n)}+\epsilon}$`;
const AMSGRAD = String.raw`\begin{align*}
m_t &= \beta_1 m_{t-1}+(1-\beta_1)g_t\\
v_t &= \beta_2 v_{t-1}+(1-\beta_2)g_t^2\\
\hat v_t &= \max(\hat v_{t-1},v_t),\qquad \hat V_t=\operatorname{diag}(\hat v_t)\\
x_{t+1} &= \Pi_{\mathcal F,\sqrt{\hat V_t}}\big(x_t-\alpha\,\hat V_t^{-1/2}\,m_t\big)
\end{align*}`;
const adadelta = (any: string, epsilon = '+\\epsilon'): string =>
  String.raw`With $\mathrm{RMS}[${any}]_t=\sqrt{E[${any}^2]_t${epsilon}}$:
$$E[g^2]_t = \rho E[g^2]_{t-1} + (1-\rho) g_t^2$$
$$\Delta x_t = -\frac{\mathrm{RMS}[\Delta x]_{t-1}}{\mathrm{RMS}[g]_t}\, g_t$$
$$E[\Delta x^2]_t = \rho E[\Delta x^2]_{t-1} + (1-\rho)\Delta x_t^2$$
$$x_{t+1} = x_t+\Delta x_t$$
$\rho=0.95$, $\epsilon=10^{-6}$.`;
const at = (point: string): string =>
  String.raw`$$w_{t+1} = w_t - \eta \left.\frac{\partial L}{\partial w}\right|_{${point}}$$`;

test.each([
  ['momentum', true, SUM],
  ['momentum', true, `${SUM} ${CODE}`],
  ['momentum', false, `${SUM} ${CODE.replace('- \\eta s', '+ \\eta s')}`],
  ['momentum', false, SUM.replace('f(\\theta_i)', 'f(\\theta_{i+1})')],
  ['momentum', false, SUM.replace('f(\\theta_i)', 'f(\\theta_j)')],
  ['adadelta', true, adadelta('u')],
  ['adadelta', true, adadelta('x')],
  ['adadelta', false, adadelta('u', '')],
  ['adadelta', false, adadelta('x', '')],
  ['sgd', true, at('w = w_t')],
  ['sgd', false, at('w = x_t')],
  ['sgd', false, at('w = w_{t-1}')],
  ['adam', true, String.raw`${ADAM}, $n = 1, 2, 3, \dots$`],
  ['adam', false, String.raw`${ADAM}, $n = 1, 2, 4, \dots$`],
  ['amsgrad', true, AMSGRAD],
  ['amsgrad', false, AMSGRAD.replace('\\sqrt{\\hat V_t}}', '\\sqrt{\\hat V_{t-1}}}')],
  ['amsgrad', false, AMSGRAD.replace('\\sqrt{\\hat V_t}}', '\\sqrt{m_t}}')],
  ['sgd', true, '1. choose w\n2. for k = 1, 2, …:\n      g ← ∇L(w)\n      w ← w − η·g'],
  [
    'sgd',
    false,
    '1. choose w\n2. draw a batch B, compute g ← ∇L_B(w)\n3. for k = 1, 2, …:\n      w ← w − η·g',
  ],
  ['momentum', false, '1. v ← 0; g ← ∇L(w)\n2. while not converged:\n      v ← μ v + g\n      w ← w − η·v'],
  ['rmsprop', true, 'v = 0.9*v + 0.1*g^2 ; w -= lr*g/sqrt(v+eps)   -> this is called rmsprop'],
])('%s %s: %s', (optimizer, isIt, text) => {
  expect(isRight(judgeRule(text, { expect: optimizer }), { expect: optimizer })).toBe(isIt);
});
