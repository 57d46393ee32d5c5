/** What stands beside a rule and is true of it: each with all that differs from it in one sign or one index, which is not. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

/** As it is written, and not by what was assumed of it. */
function isCalledRight(answer: string, optimizer: string): boolean {
  const result = judgeRule(answer, { expect: optimizer });
  return isRight(result, { expect: optimizer }) && result.assumptions.length === 0;
}

interface Case {
  optimizer: string;
  /** The rule, with `REMARK` where the remark stands. */
  answer: string;
  remark: string;
}

const NESTEROV = String.raw`$$v_{t+1}=\mu v_t-\eta\nabla f(\theta_t+\mu v_t),\qquad \theta_{t+1}=\theta_t+v_{t+1}.$$

REMARK`;

const MOMENTUM = String.raw`$$u_{k+1} = \mu u_k - \eta\nabla f(x_k), \qquad x_{k+1} = x_k + u_{k+1}$$

REMARK`;

const CASES: Record<string, Case> = {
  'the same steps of the point ahead': {
    optimizer: 'nesterov',
    answer: NESTEROV,
    remark: String.raw`Store $\phi_t=\theta_t+\mu v_t$ instead. Then $$\phi_{t+1}=\theta_{t+1}+\mu v_{t+1}=\phi_t-\mu v_t+(1+\mu)v_{t+1},\qquad v_{t+1}=\mu v_t-\eta\nabla f(\phi_t).$$`,
  },
  'the first steps, written out': {
    optimizer: 'momentum',
    answer: MOMENTUM,
    remark: String.raw`From $x_0$ on: $u_1 = -\eta g_0$, so $x_1 = x_0 - \eta g_0$; $u_2 = -\eta(\mu g_0 + g_1)$, so $x_2 = x_1 - \eta g_1 - \eta\mu g_0$.`,
  },
  'a velocity, put into itself, of gradients with the step that they are taken at': {
    optimizer: 'momentum',
    answer: String.raw`$$\mathbf{v}_t = \beta \mathbf{v}_{t-1} + \mathbf{g}_{t, t-1}$$

REMARK

$$\mathbf{v}_t \leftarrow \beta \mathbf{v}_{t-1} + \mathbf{g}_{t, t-1}, \qquad \mathbf{w}_t \leftarrow \mathbf{w}_{t-1} - \eta \mathbf{v}_t$$`,
    remark: String.raw`$$\mathbf{v}_t = \beta^2 \mathbf{v}_{t-2} + \beta \mathbf{g}_{t-1, t-2} + \mathbf{g}_{t, t-1} = \sum_{\tau = 0}^{t-1} \beta^{\tau} \mathbf{g}_{t-\tau, t-\tau-1}$$`,
  },
  'what a state is on average': {
    optimizer: 'adam',
    answer: String.raw`REMARK

$$m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2, \quad \theta_t = \theta_{t-1} - \alpha \frac{m_t / (1 - \beta_1^t)}{\sqrt{v_t / (1 - \beta_2^t)} + \epsilon}$$`,
    remark: String.raw`Where do the corrections come from? $$v_t = \beta_2^t v_0 + (1-\beta_2) \sum_{i=1}^t \beta_2^{t-i} g_i^2 \\ = (1-\beta_2) \sum_{i=1}^t \beta_2^{t-i} g_i^2$$ because $v_0 = 0$.`,
  },
  'a velocity that is the last step': {
    optimizer: 'momentum',
    answer: MOMENTUM,
    remark: String.raw`The velocity is the last step, $$u_{k+1} = x_{k+1} - x_k, \qquad x_{k+1} = x_k + \mu (x_k - x_{k-1}) - \eta\nabla f(x_k).$$`,
  },
};

/** All answers that differ from it in one sign or one index. */
function slipsOf(remark: string): string[] {
  const changes: [RegExp, (found: string) => string][] = [
    [/(?<![{_^])[+-](?!\d*\})/g, (sign) => (sign === '+' ? '-' : '+')],
    [/_\{[tk]\+1\}/g, (index) => index.replace('+1', '')],
    [/(?<=[a-z])_[tk](?![a-z])/g, (index) => `_{${index.slice(1)}-1}`],
    [/\\mu/g, () => '(1-\\mu)'],
  ];
  return changes.flatMap(([pattern, change]) =>
    [...remark.matchAll(pattern)].map(
      ({ index, 0: found }) => remark.slice(0, index) + change(found) + remark.slice(index + found.length),
    ),
  );
}

describe('a remark that is true of the rule', () => {
  test.each(Object.entries(CASES))('%s', (_, { optimizer, answer, remark }) => {
    const said = (other: string): string => answer.replace('REMARK', () => other);
    expect(isCalledRight(said(remark), optimizer)).toBe(true);
    const slips = slipsOf(remark);
    expect(slips.length).toBeGreaterThan(3);
    expect(slips.filter((slip) => isCalledRight(said(slip), optimizer))).toEqual([]);
  });
});

describe('a list with dots in a chain', () => {
  const unrolled = (
    list: string,
  ): string => String.raw`$$v_{t} = \gamma v_{t-1} + g_t, \qquad w_{t+1} = w_t - \eta v_{t}.$$
Unrolled, $$v_t = g_t + \gamma v_{t-1} = g_t + \gamma g_{t-1} + \gamma^2 v_{t-2} = \dots = ${list}.$$`;

  test.each([
    String.raw`g_t + \gamma g_{t-1} + \gamma^2 g_{t-2} + \cdots + \gamma^{t-1} g_1`,
    String.raw`g_t + \gamma g_{t-1} + \cdots + \gamma^{t-1} g_1`,
    String.raw`\sum_{i=1}^t \gamma^{t-i} g_i`,
  ])('%s', (list) => {
    expect(isCalledRight(unrolled(list), 'momentum')).toBe(true);
    const slips = [...slipsOf(list), list.replace('t-1} g_1', 't} g_1'), list.replace('g_1', 'g_2')];
    const others = slips.filter((slip) => slip !== list).map((slip) => slip.replace('(1-\\mu)', '\\mu'));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((slip) => isCalledRight(unrolled(slip), 'momentum'))).toEqual([]);
  });
});

/** Of each something holds only as far as one looks, or is not looked at: none is the rule that it begins with. */
describe('what is no remark', () => {
  const adagrad = (more: string): string =>
    String.raw`$$G_t = G_{t-1} + g_t^2$$ $$\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{G_t}+\epsilon} g_t$$ $$${more}$$`;
  const amsgrad = (last: string): string => String.raw`With $\beta_1 = 0.9$ and $\beta_2 = 0.999$:
$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$$ $$v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$ $$\hat v_t = \max(\hat v_{t-1}, v_t)$$
$$\theta_{t+1} = \theta_t - \eta \frac{m_t}{\sqrt{\hat v_t}+\epsilon}$$ $$${last}$$`;

  test.each([
    [
      'two definitions of a gradient that is none',
      'sgd',
      String.raw`$$g_t = \mathrm{sign}(\nabla f(\theta_t))$$ $$g_t = \frac{\nabla f(\theta_t)}{|\nabla f(\theta_t)|}$$ $$\theta_{t+1} = \theta_t - \eta g_t$$`,
    ],
    [
      'a decay in the gradient, said twice, beside one of the parameters',
      'adamw',
      String.raw`$$g_t = \nabla f(\theta_{t-1}) + \lambda \theta_{t-1}$$ $$g_t = \lambda \theta_{t-1} + \nabla f(\theta_{t-1})$$
$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$$ $$v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$
$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}$$
$$\theta_t = \theta_{t-1} - \eta \left(\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon} + \lambda\theta_{t-1}\right)$$`,
    ],
    [
      'an update without the maximum',
      'amsgrad',
      amsgrad(String.raw`\theta_{t+1} = \theta_t - \eta \frac{m_t}{\sqrt{v_t}+\epsilon}`),
    ],
    ['a sum over the last steps', 'adagrad', adagrad(String.raw`G_t = \sum_{i=t-3}^{t} g_i^2`)],
    [
      'a term that begins late',
      'adagrad',
      adagrad(String.raw`G_t = G_{t-1} + g_t^2 - \sum_{i=1}^{t-10} g_i^2`),
    ],
    [
      'a rate of 1, and its square',
      'sgd',
      String.raw`With $\eta = 1$: $$\theta_{t+1} = \theta_t - \eta g_t$$ $$\theta_{t+1} = \theta_t - \eta^2 g_t$$`,
    ],
    [
      'a program that does something else',
      'momentum',
      '$$v_t = \\mu v_{t-1} + g_t$$ $$v_{t+1} = \\mu v_t + g_{t+1}$$ $$\\theta_{t+1} = \\theta_t - \\eta v_t$$\n\n```python\nv = mu * v + g\ntheta = theta - lr * g\n```',
    ],
  ])('%s', (_, optimizer, answer) => {
    expect(isCalledRight(answer, optimizer)).toBe(false);
  });

  test('a restatement without indices is none either way', () => {
    const momentum = (again: string): string =>
      String.raw`$$v_t = \mu v_{t-1} + g_t$$ $$\theta_{t+1} = \theta_t - \eta v_t$$ In short: $$${again}$$ $$\theta \leftarrow \theta - \eta v$$`;
    expect(isCalledRight(momentum(String.raw`v \leftarrow \mu v + g`), 'momentum')).toBe(true);
    expect(isCalledRight(momentum(String.raw`v \leftarrow \mu v - g`), 'momentum')).toBe(false);
  });
});

test('what a row computes may be said behind it, and is no operation', () => {
  const rows = (square: string): string => String.raw`$$\begin{aligned}
m_t &= \beta_1 m_{t-1} + (1-\beta_1)\, g_t && \text{(mean of the gradient)}\\
v_t &= \beta_2 v_{t-1} + (1-\beta_2)\, g_t${square} && \text{(mean of the squared gradient)}\\
\hat m_t &= \frac{m_t}{1-\beta_1^t}, \qquad \hat v_t = \frac{v_t}{1-\beta_2^t} && \text{(bias correction)}\\
\theta_t &= \theta_{t-1} - \alpha\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}
\end{aligned}$$`;
  expect(isCalledRight(rows('^2'), 'adam')).toBe(true);
  expect(isCalledRight(rows('^2').replace('mean of the squared gradient', 'squared'), 'adam')).toBe(false);
  expect(judgeRule(rows(''), { expect: 'adam' }).faults).toEqual(['gradient-not-squared']);
});

test('the rule of another optimizer, named before its display, is none of this one', () => {
  const nesterov = (point: string, name: string): string =>
    String.raw`$$v_{t+1} = \mu v_t - \varepsilon \nabla f(${point}), \qquad \theta_{t+1} = \theta_t + v_{t+1}$$

${name} is nearly the same, $$v_{t+1} = \mu v_t - \varepsilon \nabla f(\theta_t),\qquad \theta_{t+1}=\theta_t+v_{t+1},$$ the only thing that changes is the point.`;
  expect(isCalledRight(nesterov('\\theta_t + \\mu v_t', 'Classical momentum'), 'nesterov')).toBe(true);
  expect(isCalledRight(nesterov('\\theta_t', 'Classical momentum'), 'nesterov')).toBe(false);
  expect(isCalledRight(nesterov('\\theta_t - \\mu v_t', 'Classical momentum'), 'nesterov')).toBe(false);
  // Which of the two is meant is not said.
  expect(isCalledRight(nesterov('\\theta_t + \\mu v_t', 'The other form'), 'nesterov')).toBe(false);
});

test('a remark whose brackets stand half in the words and half among the symbols', () => {
  const momentum = (remark: string): string =>
    String.raw`$$\begin{aligned} v_t &= \gamma v_{t-1}+\eta g_t && ${remark}\\ \theta_t &= \theta_{t-1}-v_t && \text{(step)}\end{aligned}$$`;
  expect(isCalledRight(momentum('\\text{(from the old }v_{t-1})'), 'momentum')).toBe(true);
  expect(isCalledRight(momentum('(v_{t-1}\\text{ is the old one)}'), 'momentum')).toBe(true);
  expect(isCalledRight(momentum('\\text{(times }\\gamma)'), 'momentum')).toBe(false);
  expect(isCalledRight(momentum('\\text{(with }v_{t-1} \\leftarrow 0)'), 'momentum')).toBe(false);
  expect(isCalledRight(momentum('').replace('g_t', 'g_t (\\gamma\\text{ here)}'), 'momentum')).toBe(false);
});

test('plain descent told first is none of the rule behind it', () => {
  const told = (first: string, sign: string): string =>
    String.raw`${first}: $\theta_t=\theta_{t-1}-\eta\nabla J(\theta_{t-1})$.

$$ v_t=\gamma v_{t-1}+\eta\nabla J(\theta_{t-1}) $$
$$ \theta_t=\theta_{t-1}${sign}v_t $$`;
  for (const first of ['Обычный стохастический спуск', 'Si parta dalla discesa stocastica']) {
    expect(isCalledRight(told(first, '-'), 'momentum')).toBe(true);
    expect(isCalledRight(told(first, '+'), 'momentum')).toBe(false);
  }
});
