/** Programs in code blocks: what they compute counts, whatever they are called and in which order they stand. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

type Case = [optimizer: string, isRight: boolean, code: string];

const CASES: Case[] = [
  [
    'adam',
    false,
    `class A:\n  def __init__(self):\n    self.m = 0\n    self.v = 0\n    self.t = 0\n  def step(self, w, g):\n    self.t += 1\n    m = b1*self.m + (1-b1)*g\n    v = b2*self.v + (1-b2)*g**2\n    return w - lr*(m/(1-b1**self.t))/(np.sqrt(v/(1-b2**self.t))+eps)`,
  ],
  ['momentum', false, `def step(w, g, v):\n  v = mu*v + g\n  return w - lr*v`],
  ['momentum', true, `def step(w, g, v):\n  v = mu*v + g\n  w = w - lr*v\n  return w, v`],
  [
    'momentum',
    false,
    `for t in range(10):\n  v = 0\n  for x in data:\n    g = grad(w)\n    v = mu*v + g\n    w = w - lr*v`,
  ],
  ['sgd', false, `for epoch in range(10):\n  for x in data:\n    g = grad(w)\n  w = w - lr*g`],
  ['sgd', true, `for epoch in range(10):\n  for x, y in loader:\n    g = grad(w, x, y)\n    w = w - lr*g`],
  ['sgd', true, `for epoch in range(10):\n  lr = lr*0.9\n  for x, y in loader:\n    w = w - lr*grad(w)`],
  [
    'sgd',
    true,
    `for epoch in range(9):\n  for x in loader:\n    dW, db = backward(x, W, b)\n    W -= lr*dW\n    b -= lr*db\n  lr *= 0.9`,
  ],
  [
    'sgd',
    false,
    `for epoch in range(9):\n  for x in loader:\n    g = grad(w, x)\n    w = w - lr*g\n  lr = lr/np.sqrt(g)`,
  ],
  [
    'sgd',
    false,
    `for e in range(9):\n  for x in loader:\n    g = grad(w)\n    w = w - lr*g\n  lr = lr/np.sqrt(g)`,
  ],
  ['momentum', false, `v = mu*v + g\nw = w - lr*v\nv = 0`],
  ...(
    [
      ['momentum', true, 'k'],
      ['sgd', false, 'k'],
      ['momentum', false, '0'],
    ] as const
  ).map(([optimizer, isRight, key]): Case => [
    optimizer,
    isRight,
    `for k in params:\n  v = self.v.get(${key}, np.zeros_like(params[k]))\n  v = mu*v + grads[k]\n  self.v[k] = v\n  params[k] = params[k] - lr*v`,
  ]),
  [
    'nesterov',
    true,
    `for i in range(n):\n  w_ahead = w - mu*v\n  g = grad(w_ahead)\n  v = mu*v + lr*g\n  w = w - v`,
  ],
  [
    'nesterov',
    false,
    `for i in range(n):\n  w_ahead = w + mu*v\n  g = grad(w_ahead)\n  v = mu*v + lr*g\n  w = w - v`,
  ],
  [
    'nesterov',
    false,
    `for i in range(n):\n  w_ahead = w - mu*v\n  g = grad(w)\n  v = mu*v + lr*g\n  w = w - v`,
  ],
  [
    'adagrad',
    true,
    `cache = 0\nfor t in range(100):\n  g = grad(w)\n  cache += g**2\n  w -= lr*g/(np.sqrt(cache)+1e-8)`,
  ],
  [
    'adagrad',
    false,
    `cache = 1\nfor t in range(100):\n  g = grad(w)\n  cache += g**2\n  w -= lr*g/(np.sqrt(cache)+1e-8)`,
  ],
  [
    'adagrad',
    false,
    `for t in range(100):\n  cache = 0\n  g = grad(w)\n  cache += g**2\n  w -= lr*g/(np.sqrt(cache)+1e-8)`,
  ],
  ['momentum', false, `if t > 10:\n  v = mu*v + g\nw = w - lr*v`],
  ['sgd', false, `w = w - lr*g if t < 10 else w`],
  ['sgd', false, `g = np.clip(g, -1, 1)\nw = w - lr*g`],
  ['sgd', false, `clip_(g)\nw = w - lr*g`],
  ['sgd', false, `normalize(g)\nw = w - lr*g`],
  ['sgd', false, `w = w - lr*g\nw = project(w)`],
  ['sgd', false, `w = w - lr*g.mean()`],
  ['sgd', false, `w = w - lr*np.sign(g)`],
  ['momentum', false, `v = mu*v + g\nw = w - lr*v\nv = g`],
  ['momentum', true, `v = mu*v + g\nw = w - lr*v\nprint(w)`],
  ['momentum', false, `def update(v, g):\n  return mu*v + g\nv = update(w, g)\nw = w - lr*v`],
  ['momentum', true, `def update(v, g):\n  return mu*v + g\nv = update(v, g)\nw = w - lr*v`],
  [
    'adam',
    false,
    `m = b1*m + (1-b1)*g\nv = b2*v + (1-b2)*g**2\nm = m/(1-b1**t)\nv = v/(1-b2**t)\nw = w - lr*m/(np.sqrt(v)+eps)`,
  ],
  [
    'adam',
    true,
    `t += 1\nm = b1*m + (1-b1)*g\nv = b2*v + (1-b2)*g*g\nalpha_t = lr*np.sqrt(1-b2**t)/(1-b1**t)\nw = w - alpha_t*m/(np.sqrt(v)+eps)`,
  ],
  [
    'adam',
    false,
    `t += 2\nm = b1*m + (1-b1)*g\nv = b2*v + (1-b2)*g*g\nalpha_t = lr*np.sqrt(1-b2**t)/(1-b1**t)\nw = w - alpha_t*m/(np.sqrt(v)+eps)`,
  ],
  [
    'rmsprop',
    false,
    `for i in range(len(w)):\n  s[i] = rho*s[i] + (1-rho)*g[i]**2\n  w[i] -= lr*g[i]/(np.sqrt(s[j])+eps)`,
  ],
  [
    'rmsprop',
    true,
    `for i in range(len(w)):\n  s[i] = rho*s[i] + (1-rho)*g[i]**2\n  w[i] -= lr*g[i]/(np.sqrt(s[i])+eps)`,
  ],
  ['momentum', false, `v_dW = beta*v_dW + dW\nv_db = beta*v_db + dW\nW -= lr*v_dW\nb -= lr*v_db`],
  ['momentum', true, `v_dW = beta*v_dW + dW\nv_db = beta*v_db + db\nW -= lr*v_dW\nb -= lr*v_db`],
  ['momentum', false, `v_dW = beta*v_dW + dW\nv_db = beta*v_db + db\nW -= lr*v_dW\nb -= lr*v_dW`],
  ['momentum', false, `v_dW = beta*v_dW + dW\nW -= lr*v_dW\nb -= lr`],
  ['sgd', false, `W -= lr*dW\nb += lr*db`],
  ['sgd', false, `w = w - lr*g\nw = w * 0.99`],
  ['momentum', false, `v = mu*v + g\nw -= lr*v\nw -= lr*v`],
  [
    'sgd',
    true,
    `with torch.no_grad():\n  for p in model.parameters():\n    p -= lr * p.grad\n    p.grad.zero_()`,
  ],
  [
    'momentum',
    true,
    `for p, v in zip(params, velocities):\n    v.mul_(mu).add_(p.grad)\n    p.data.add_(v, alpha=-lr)`,
  ],
  [
    'momentum',
    false,
    `for p, v in zip(params, velocities):\n    v.mul(mu).add_(p.grad)\n    p.data.add_(v, alpha=-lr)`,
  ],
  [
    'adamw',
    true,
    `p.data.mul_(1 - lr*wd)\nm = b1*m + (1-b1)*g\nv = b2*v + (1-b2)*g*g\np.data -= lr*(m/(1-b1**t))/((v/(1-b2**t)).sqrt() + eps)`,
  ],
  ['sgd', false, `def step(w, g):\n  w = w - lr*g\n  return w0`],
  [
    'momentum',
    false,
    `def opt(w, g, state):\n  v = state['v']\n  v = mu*v + g\n  w = w - lr*v\n  return w, state`,
  ],
  [
    'momentum',
    true,
    `def opt(w, g, state):\n  v = state['v']\n  v = mu*v + g\n  state['v'] = v\n  w = w - lr*v\n  return w, state`,
  ],
  [
    'momentum',
    false,
    `class M:\n  def __init__(self):\n    self.v = 0\n  def update(self, w, g):\n    v = mu*self.v + g\n    w -= lr*v`,
  ],
  [
    'momentum',
    true,
    `class M:\n  def __init__(self):\n    self.v = 0\n  def update(self, w, g):\n    v = mu*self.v + g\n    self.v = v\n    w -= lr*v\n    return w`,
  ],
];

const verdict = ([optimizer, , code]: Case, language = 'python'): boolean =>
  isRight(judgeRule(`\`\`\`${language}\n${code}\n\`\`\``, { expect: optimizer }), { expect: optimizer });

test.each(CASES)('%s, right: %s\n%s', (...each) => {
  expect(verdict(each)).toBe(each[1]);
});

const SCRIPTS: Case[] = [
  [
    'momentum',
    true,
    `class Momentum {
  constructor(lr = 0.01, mu = 0.9) { this.lr = lr; this.mu = mu; this.v = 0; }
  update(x, g) {
    this.v = this.mu * this.v - this.lr * g;
    return x + this.v;
  }
}`,
  ],
  [
    'rmsprop',
    true,
    `const rmsprop = (w, g, s) => {
  const s2 = rho * s + (1 - rho) * g ** 2;
  return [w - lr * g / (Math.sqrt(s2) + eps), s2];
};`,
  ],
  [
    'rmsprop',
    false,
    `const rmsprop = (w, g, s) => {
  const s2 = rho * s + (1 - rho) * g ** 2;
  return [w - lr * g / (Math.sqrt(s) + eps), s2];
};`,
  ],
  [
    'adam',
    true,
    `function step(w, g) {
  t++;
  m = b1 * m + (1 - b1) * g; v = b2 * v + (1 - b2) * g * g;
  const [mh, vh] = [m / (1 - b1 ** t), v / (1 - Math.pow(b2, t))];
  return w - lr * mh / (Math.sqrt(vh) + eps);
}`,
  ],
];

test.each(SCRIPTS)('JavaScript: %s, right: %s\n%s', (...each) => {
  expect(verdict(each, 'js')).toBe(each[1]);
});

test('a helper, a lambda, a walrus and a ternary are code like any other', () => {
  const code = `ema = lambda old, new, beta: beta * old + (1 - beta) * new

def step(w, g, m=None, v=None, t=1):
    m = ema(m if m is not None else 0, g, beta1)
    v = ema(v if v is not None else 0, (g2 := g * g), beta2)
    mh, vh = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * mh / (vh ** 0.5 + eps), m, v`;
  expect(verdict(['adam', true, code])).toBe(true);
  expect(verdict(['adam', true, code.replace('g * g), beta2', 'g * g), beta1')])).toBe(false);
});

test('numbers that the answer tells beside its code are those of the code', () => {
  const code =
    'm = b1*m + (1-b1)*g\nv = b2*v + (1-b2)*g**2\nw -= lr*(m/(1-b1**t))/((v/(1-b2**t))**0.5 + eps)';
  const result = judgeRule(`$b_1 = 0.999$, $b_2 = 0.9$\n\n\`\`\`\n${code}\n\`\`\``, { expect: 'adam' });
  expect(result.faults).toEqual(['swapped-betas']);
});

test('a program that is not understood is said where', () => {
  const result = judgeRule('```python\ng = clip(g)\nw = w - lr * g\n```', { expect: 'sgd' });
  expect(result.understood).toBe(false);
  expect(result.message).toContain('“clip(…)” is a function that is not known here');
  expect(result.message).toContain('g = clip(g)');
});

test.each(['theta = theta - eta / (delta + magic(r)) * g', 'theta = theta - eta * g / wurz(r)'])(
  'where %s is not understood, the sum beside it is not taken for the parameters',
  (update) => {
    const result = judgeRule(`\`\`\`\nr = r + g * g\n${update}\n\`\`\``, { expect: 'adagrad' });
    expect(result.understood).toBe(false);
    expect(result.message).toContain('is a function that is not known here');
  },
);

test('a listing whose step count never grows, and words that put a state back, are not passed over', () => {
  const listing = `initialise m = 0, v = 0, t = 0
repeat:
  t = t + 1
  m = b1 m + (1 - b1) g
  v = b2 v + (1 - b2) g²
  w = w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)`;
  expect(judgeRule(listing, { expect: 'adam' })).toMatchObject({ optimizer: 'adam', faults: [] });
  expect(judgeRule(listing.replace('  t = t + 1\n', ''), { expect: 'adam' }).understood).toBe(false);
  const words = 'G starts at zero. Every step: G ← G + g ⊙ g, then θ ← θ − η · g / (√G + ε).';
  expect(judgeRule(words, { expect: 'adagrad' })).toMatchObject({ optimizer: 'adagrad', faults: [] });
  const reset = words.replace('G starts at zero. Every step:', 'G is set back to zero every step:');
  expect(judgeRule(reset, { expect: 'adagrad' }).understood).toBe(false);
});
