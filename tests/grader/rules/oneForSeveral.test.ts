/** What stands once and is meant of several things, or stands in the words: each law with an answer that keeps it, and one that does not. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

function verdict(answer: string, expected: string): 'right' | 'wrong' | 'unread' {
  const result = judgeRule(answer, { expect: expected });
  return isRight(result, { expect: expected }) ? 'right' : result.understood ? 'wrong' : 'unread';
}

const python = (code: string): string => `\`\`\`python\n${code}\n\`\`\``;
const script = (code: string): string => `\`\`\`js\n${code}\n\`\`\``;

describe('programs', () => {
  const adam = (start: string): string =>
    python(`class Adam:
    def __init__(self, w, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        ${start}
        self.t = 0

    def step(self, w, g):
        self.t += 1
        self.m *= self.b1
        self.m += (1 - self.b1) * g
        self.v *= self.b2
        self.v += (1 - self.b2) * g * g
        m_hat = self.m / (1 - self.b1 ** self.t)
        v_hat = self.v / (1 - self.b2 ** self.t)
        w -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)`);

  test('fields that are one array', () => {
    expect(verdict(adam('self.m, self.v = np.zeros_like(w), np.zeros_like(w)'), 'adam')).toBe('right');
    expect(verdict(adam('self.m = self.v = np.zeros_like(w)'), 'adam')).toBe('unread');
    expect(verdict(adam('self.m = np.zeros_like(w)\n        self.v = self.m'), 'adam')).toBe('unread');
  });

  const adamax = (u: string): string =>
    script(`function step(w, g, m, us, t, lr, b1, b2) {
  const rate = lr / (1 - Math.pow(b1, t));
  for (let i = 0; i < w.length; i++) {
    m[i] = b1 * m[i] + (1 - b1) * g[i];
    ${u} = Math.max(b2 * ${u}, Math.abs(g[i]));
    w[i] -= rate * m[i] / ${u};
  }
}`);

  test('a number that all entries of a loop share', () => {
    expect(verdict(adamax('us[i]'), 'adamax')).toBe('right');
    expect(verdict(`${script('let u = 0;')}\n${adamax('u')}`, 'adamax')).not.toBe('right');
    const python = (s: string): string => `\`\`\`python
def step(w, g, s, lr=0.01, rho=0.9):
    for i in range(len(w)):
        ${s} = rho * ${s} + (1 - rho) * g[i] ** 2
        w[i] -= lr * g[i] / (np.sqrt(${s}) + 1e-8)
\`\`\``;
    expect(verdict(python('s[i]'), 'rmsprop')).toBe('right');
    expect(verdict(python('s'), 'rmsprop')).not.toBe('right');
  });

  test('a call of the answer’s own function, in words', () => {
    const code = python(`def step(theta, g, v, lr=1e-3, rho=0.9, eps=1e-8):
    v = rho * v + (1 - rho) * np.square(g)
    theta = theta - lr * g / np.sqrt(v + eps)
    return theta, v`);
    const used = (args: string): string => `${code}\n\nIn every step: \`theta, v = step(${args})\`.`;
    expect(verdict(used('theta, grad(theta), v'), 'rmsprop')).toBe('right');
    expect(verdict(used('theta, v, grad(theta)'), 'rmsprop')).not.toBe('right');
    expect(verdict(used('theta, -grad(theta), v'), 'rmsprop')).not.toBe('right');
  });

  test('the root of a sum of squares by its name', () => {
    const code = (sum: string): string =>
      python(`r = np.zeros_like(w)
for batch in batches:
    g = gradient(w, batch)
    r = ${sum}
    w = w - eta * g / (r + 1e-8)`);
    expect(verdict(code('np.hypot(r, g)'), 'adagrad')).toBe('right');
    expect(verdict(code('np.hypot(r, 2 * r)'), 'adagrad')).not.toBe('right');
  });
});

describe('formulas', () => {
  test('a definition that is said of any quantity', () => {
    const adadelta = (mean: string): string => String.raw`$$E[g^2]_t = \rho E[g^2]_{t-1} + (1-\rho)g_t^2$$
$$\Delta x_t = -\frac{\mathrm{RMS}[\Delta x]_{t-1}}{\mathrm{RMS}[g]_t} g_t$$
$$E[\Delta x^2]_t = \rho E[\Delta x^2]_{t-1} + (1-\rho)\Delta x_t^2$$
$$x_{t+1} = x_t + \Delta x_t$$
with $\mathrm{RMS}[y]_t = ${mean}$ for $y = g$ or $y = \Delta x$.`;
    expect(verdict(adadelta(String.raw`\sqrt{E[y^2]_t + \epsilon}`), 'adadelta')).toBe('right');
    expect(verdict(adadelta(String.raw`E[y^2]_t + \epsilon`), 'adadelta')).toBe('wrong');
  });

  test('the weight of the new term, by a number of its own', () => {
    const rmsprop = (share: string): string =>
      String.raw`$$s = s + ${share}(g^2 - s), \qquad w = w - \eta g/\sqrt{s + \epsilon}$$`;
    expect(verdict(rmsprop('a'), 'rmsprop')).toBe('unread');
    expect(verdict(rmsprop('0.1'), 'rmsprop')).toBe('right');
    expect(verdict(rmsprop('0.9'), 'rmsprop')).toBe('wrong');
    expect(verdict(rmsprop(String.raw`\rho`), 'rmsprop')).toBe('wrong');
  });

  test('a small constant in brackets counts no steps', () => {
    expect(verdict('s ← s + 0.1·(g² − s)\nw ← w − 0.001·g / √(s + 1e-8)', 'rmsprop')).toBe('right');
  });

  test('an average of which nothing is moved', () => {
    const average = String.raw`$$\text{MeanSquare}(w,t)=0.9\,\text{MeanSquare}(w,t-1)+0.1\left(\frac{\partial E}{\partial w}(t)\right)^2$$`;
    expect(verdict(`${average}\nand then the gradient is divided by its root.`, 'rmsprop')).toBe('unread');
    const step = (sign: string): string =>
      `${average}\n\n    w(t+1) = w(t) ${sign} lr * dE/dw(t) / (sqrt(MeanSquare(w,t)) + 1e-8)`;
    expect(verdict(step('-'), 'rmsprop')).toBe('right');
    expect(verdict(step('+'), 'rmsprop')).toBe('wrong');
  });

  test('TeX’s other sign for a gradient', () => {
    const sgd = (sign: string): string =>
      String.raw`$$w_t = w_{t-1} ${sign} \eta\bigtriangledown f(w_{t-1})$$`;
    expect(verdict(sgd('-'), 'sgd')).toBe('right');
    expect(verdict(sgd('+'), 'sgd')).toBe('wrong');
  });
});

describe('words', () => {
  const momentum = (said: string): string =>
    String.raw`1. $g = \nabla_\theta L(\theta)$
2. $v \leftarrow \mu v - \eta g$
3. $\theta \leftarrow \theta + v$

${said}`;
  const rmsprop = (said: string): string => String.raw`(1) $$s_t = \rho s_{t-1} + (1-\rho) g_t^2$$
(2) $$w_{t+1} = w_t - \frac{\eta}{\sqrt{s_t + \varepsilon}} g_t$$

${said}`;

  test.each([
    ['momentum', momentum('Al principio, antes de entrenar, se pone $v = 0$.'), true],
    ['momentum', momentum('Antes de cada minilote se vuelve a poner $v = 0$.'), false],
    ['momentum', momentum('We start with $v = 0$ before training, and update in each step.'), true],
    ['momentum', momentum('The velocity starts at zero and is updated at each step.'), true],
    ['momentum', momentum('The velocity starts at zero in each epoch.'), false],
    ['momentum', momentum('SGD moves erratically.'), true],
    ['momentum', momentum('Henceforth $v$ is the velocity and $\\theta$ the weights.'), true],
    ['momentum', momentum('Falsch wäre es, $v$ wegzulassen.'), true],
    ['momentum', momentum('To avoid rounding errors: $v$ is initialised to 1.'), false],
    ['momentum', momentum('Na začátku každé epochy se $v$ vynuluje.'), false],
    ['momentum', momentum('Common slips: a plus sign; setting $v$ back to zero every epoch.'), true],
    ['momentum', momentum('A habit of mine: setting $v$ back to zero every epoch.'), false],
    ['rmsprop', rmsprop('Tutte le operazioni sono elemento per elemento.'), true],
    ['rmsprop', rmsprop('*Errata corrige:* nella (1) al posto di $g_t^2$ si legga $g_t$.'), false],
    ['rmsprop', rmsprop('Das Mittel $s_t$ ist eine einzige Zahl, die sich alle teilen.'), false],
    ['rmsprop', rmsprop('Das Mittel $s_t$ ist ein Vektor, keine einzige Zahl.'), true],
    [
      'rmsprop',
      rmsprop('From here on $g_t$ stands for the smoothed gradient $s_t$ (as in the book, not the raw one).'),
      false,
    ],
  ])('%s: %s', (optimizer, answer, isKept) => {
    expect(verdict(answer, optimizer) === 'right').toBe(isKept);
  });
});
