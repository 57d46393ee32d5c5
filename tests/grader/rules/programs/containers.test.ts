/**
 * The law of containers in programs: a state means the same whatever it is kept in, a name, a tuple, a dictionary or a list that is
 * filled in a loop. And the law of the point: all gradients of a step are taken before any parameter moves.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

const python = (...lines: string[]): string => ['```python', ...lines, '```'].join('\n');

interface Kept {
  start: string;
  unpack: string;
  pack: string;
}

/** RMSProp with momentum on both averages, which a tuple holds. */
const inClass = ({ start, unpack, pack }: Kept): string =>
  python(
    'class Adam:',
    '    def __init__(self, lr=0.001, b1=0.9, b2=0.999, eps=1e-8):',
    '        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps',
    '        self.cache, self.t = {}, 0',
    '',
    '    def step(self, params, grads):',
    '        self.t += 1',
    '        for k in params:',
    `            if k not in self.cache:`,
    `                self.cache[k] = ${start}`,
    `            ${unpack}`,
    '            m = self.b1 * m + (1 - self.b1) * grads[k]',
    '            v = self.b2 * v + (1 - self.b2) * grads[k] ** 2',
    ...(pack === '' ? [] : [`            ${pack}`]),
    '            m_hat = m / (1 - self.b1 ** self.t)',
    '            v_hat = v / (1 - self.b2 ** self.t)',
    '            params[k] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)',
  );

const ZEROS = 'np.zeros_like(params[k])';
const KEPT: Kept = {
  start: `(${ZEROS}, ${ZEROS})`,
  unpack: 'm, v = self.cache[k]',
  pack: 'self.cache[k] = (m, v)',
};

test('what is kept in a tuple is what is kept in a dictionary', () => {
  const right: Kept[] = [
    KEPT,
    { ...KEPT, start: `[${ZEROS}, ${ZEROS}]`, pack: 'self.cache[k] = [m, v]' },
    { ...KEPT, start: '(0, 0)' },
    { ...KEPT, start: '(0.0, 0.0)', pack: 'self.cache[k] = m, v' },
    {
      start: `{"m": ${ZEROS}, "v": ${ZEROS}}`,
      unpack: 'm, v = self.cache[k]["m"], self.cache[k]["v"]',
      pack: 'self.cache[k]["m"], self.cache[k]["v"] = m, v',
    },
  ];
  expect(right.map(inClass).filter((rule) => !isCalledRight(rule, 'adam'))).toEqual([]);
  const wrong: Kept[] = [
    { ...KEPT, pack: '' },
    { ...KEPT, pack: 'self.cache[k] = (v, m)' },
    { ...KEPT, unpack: 'v, m = self.cache[k]' },
    { ...KEPT, pack: 'self.cache[k] = (m, m)' },
    { ...KEPT, start: `(${ZEROS}, np.ones_like(params[k]))` },
    { ...KEPT, start: `(grads[k], ${ZEROS})` },
    { ...KEPT, start: `(${ZEROS}, grads[k] ** 2)` },
  ];
  expect(wrong.map(inClass).filter((rule) => isCalledRight(rule, 'adam'))).toEqual([]);
});

test('a function that is given a tuple gives back one', () => {
  const rule = (given: string, back: string): string =>
    python(
      'def update(i, g, state):',
      `    ${given} = state`,
      '    s = s * gamma + g ** 2 * (1 - gamma)',
      '    x = x - step_size * g / (np.sqrt(s) + eps)',
      `    return ${back}`,
    );
  expect(isCalledRight(rule('x, s', 'x, s'), 'rmsprop')).toBe(true);
  expect(isCalledRight(rule('s, x', 's, x'), 'rmsprop')).toBe(true);
  expect(isCalledRight(rule('x, s', 's, x'), 'rmsprop')).toBe(false);
  expect(isCalledRight(rule('x, s', 'x, g'), 'rmsprop')).toBe(false);
});

test('a list that a loop fills has one entry for each of the parameters', () => {
  const rule = (start: string, ...behind: string[]): string =>
    python(
      'class Momentum:',
      '    def __init__(self, params, lr=0.01, mu=0.9):',
      '        self.lr, self.mu = lr, mu',
      '        self.g = []',
      '        for p in params:',
      `            self.g.append(${start})`,
      ...behind,
      '',
      '    def step(self, params, grads):',
      '        for i in range(len(params)):',
      '            self.g[i] = self.mu * self.g[i] + grads[i]',
      '            params[i] = params[i] - self.lr * self.g[i]',
    );
  expect(isCalledRight(rule('np.zeros_like(p)'), 'momentum')).toBe(true);
  expect(isCalledRight(rule('0'), 'momentum')).toBe(true);
  expect(isCalledRight(rule('np.ones_like(p)'), 'momentum')).toBe(false);
  expect(isCalledRight(rule('p'), 'momentum')).toBe(false);
});

test('entries with numbers are states of their own', () => {
  const rule = (start: string, second: string): string =>
    python(
      `cache = ${start}`,
      'for t in range(500):',
      '    g1, g2 = grad(w1), grad(w2)',
      '    cache[0] = decay * cache[0] + (1 - decay) * g1 ** 2',
      `    cache[1] = ${second}`,
      '    w1 -= lr * g1 / (np.sqrt(cache[0]) + eps)',
      '    w2 -= lr * g2 / (np.sqrt(cache[1]) + eps)',
    );
  const ZERO = '[np.zeros_like(w1), np.zeros_like(w2)]';
  expect(isCalledRight(rule(ZERO, 'decay * cache[1] + (1 - decay) * g2 ** 2'), 'rmsprop')).toBe(true);
  expect(isCalledRight(rule('[0, 0]', 'decay * cache[1] + (1 - decay) * g2 ** 2'), 'rmsprop')).toBe(true);
  expect(isCalledRight(rule(ZERO, 'decay * cache[0] + (1 - decay) * g2 ** 2'), 'rmsprop')).toBe(false);
  expect(isCalledRight(rule(ZERO, 'decay * cache[1] + (1 - decay) * g1 ** 2'), 'rmsprop')).toBe(false);
  expect(isCalledRight(rule('[0, 1]', 'decay * cache[1] + (1 - decay) * g2 ** 2'), 'rmsprop')).toBe(false);
});

test('what a loop takes out of a list and makes anew is put back, and not into the parameters', () => {
  const rule = (...lines: string[]): string =>
    python(
      'class SGD:',
      '    def __init__(self, parameters, lr, momentum=0.9):',
      '        self.parameters, self.lr, self.momentum = parameters, lr, momentum',
      '        self.b = [np.zeros_like(p.data) for p in self.parameters]',
      '',
      '    def step(self):',
      ...lines.map((line) => `        ${line}`),
    );
  const taken = 'for b, p in zip(self.b, self.parameters):';
  expect(
    isCalledRight(
      rule(taken, '    b *= self.momentum', '    b += p.grad', '    p.data -= self.lr * b'),
      'momentum',
    ),
  ).toBe(true);
  expect(
    isCalledRight(rule(taken, '    b = self.momentum * b + p.grad', '    p.data -= self.lr * b'), 'momentum'),
  ).toBe(false);
  expect(
    isCalledRight(
      rule(taken, '    b = self.momentum * b + p.grad', '    p.data = p.data - self.lr * b'),
      'momentum',
    ),
  ).toBe(false);
});

test('a history of the states is no list of states', () => {
  const rule = (used: string): string =>
    python(
      'vs = [0, 0]',
      'for i in range(10):',
      '    g = grad(w)',
      `    v = mu * ${used} - lr * g`,
      '    vs.append(v)',
      '    w = w + v',
    );
  expect(isCalledRight(rule('vs[-2]'), 'momentum')).toBe(false);
});

/** Two layers, and what stands between the gradients and the updates. */
const net = (...lines: string[]): string =>
  python(
    'for epoch in range(1000):',
    '    z1 = X @ W1 + b1',
    '    h = np.maximum(z1, 0)',
    '    pred = h @ W2 + b2',
    '    loss = np.mean((pred - y) ** 2)',
    '    dpred = 2 * (pred - y) / len(y)',
    ...lines.map((line) => `    ${line}`),
  );

const SECOND = ['dW2 = h.T @ dpred', 'db2 = dpred.sum(axis=0)'];
const FIRST = ['dh = dpred @ W2.T', 'dh[z1 <= 0] = 0', 'dW1 = X.T @ dh', 'db1 = dh.sum(axis=0)'];
const MOVE_SECOND = ['W2 -= lr * dW2', 'b2 -= lr * db2'];
const MOVE_FIRST = ['W1 -= lr * dW1', 'b1 -= lr * db1'];

test('the gradients of a net that is written out are taken before any parameter moves', () => {
  expect(isCalledRight(net(...SECOND, ...FIRST, ...MOVE_SECOND, ...MOVE_FIRST), 'sgd')).toBe(true);
  const wrong = [
    net(...SECOND, ...MOVE_SECOND, ...FIRST, ...MOVE_FIRST),
    net(...SECOND, ...FIRST, ...MOVE_SECOND, 'W1 -= lr * dW2', 'b1 -= lr * db1'),
    net(...SECOND, ...FIRST, 'W2 -= lr * dW1', 'b2 -= lr * db2', ...MOVE_FIRST),
    net(...SECOND, ...FIRST, 'W2 += lr * dW2', 'b2 -= lr * db2', ...MOVE_FIRST),
    net(...SECOND, ...FIRST, 'dW1 = P @ dW1', ...MOVE_SECOND, ...MOVE_FIRST),
    net(...SECOND, ...FIRST, 'dW1[dW1 < 0] = 0', ...MOVE_SECOND, ...MOVE_FIRST),
    net(...SECOND, FIRST[0]!, 'dh[z1 > 0] = 0', ...FIRST.slice(2), ...MOVE_SECOND, ...MOVE_FIRST),
  ];
  expect(wrong.filter((rule) => isCalledRight(rule, 'sgd'))).toEqual([]);
});

test('of two parameters none moves before the gradient of the other is taken', () => {
  const steps = (...lines: string[]): string =>
    python('for i in range(100):', ...lines.map((line) => `    ${line}`));
  const [gradW, gradB] = ['dw = grad_w(w, b)', 'db = grad_b(w, b)'];
  const [moveW, moveB] = ['w = w - lr * dw', 'b = b - lr * db'];
  expect(isCalledRight(steps(gradW, gradB, moveW, moveB), 'sgd')).toBe(true);
  expect(isCalledRight(steps(gradB, gradW, moveB, moveW), 'sgd')).toBe(true);
  expect(isCalledRight(steps(gradW, moveW, gradB, moveB), 'sgd')).toBe(false);
  expect(isCalledRight(steps('w = w - lr * grad_w(w, b)', 'b = b - lr * grad_b(w, b)'), 'sgd')).toBe(false);
  expect(isCalledRight(steps(gradW, 'db = grad_w(w, b)', moveW, moveB), 'sgd')).toBe(false);
});

test('the gradient of a batch may be added up example by example', () => {
  const sums = (start: string, added: string): string =>
    python(
      'for i in range(max_epochs):',
      `    ${start}`,
      '    for x, y in zip(X, Y):',
      '        dw += grad_w(w, b, x, y)',
      `        db += ${added}`,
      '    v_w = v_w + dw ** 2',
      '    v_b = v_b + db ** 2',
      '    w = w - lr * dw / (np.sqrt(v_w) + eps)',
      '    b = b - lr * db / (np.sqrt(v_b) + eps)',
    );
  expect(isCalledRight(sums('dw, db = 0, 0', 'grad_b(w, b, x, y)'), 'adagrad')).toBe(true);
  expect(isCalledRight(sums('dw = 0; db = 0', 'grad_b(w, b, x, y)'), 'adagrad')).toBe(true);
  expect(isCalledRight(sums('dw, db = 0, 1', 'grad_b(w, b, x, y)'), 'adagrad')).toBe(false);
  expect(isCalledRight(sums('dw, db = 0, 0', 'grad_w(w, b, x, y)'), 'adagrad')).toBe(false);
  expect(isCalledRight(sums('dw, db = 0, 0', 'grad_b(w, b, x, y) ** 2'), 'adagrad')).toBe(false);
});

test('a rate may follow a schedule, and no other number of the rule may; options go by their own names', () => {
  const called = (rate: string, momentum: string): string =>
    python(
      'def step(w, g, v, i):',
      `    v = ${momentum} * v + g`,
      `    w = w - ${rate} * v`,
      '    return w, v',
    );
  expect(isCalledRight(called('lr(i)', 'mu'), 'momentum')).toBe(true);
  expect(isCalledRight(called('lr', 'mu(i)'), 'momentum')).toBe(false);
  const options = (first: string, second: string): string =>
    [
      '```js',
      'class Adamax {',
      '  constructor(len, opt = {}) {',
      '    this.k = 0;',
      "    this.lr = getopt(opt, 'learning_rate', 0.01);",
      `    this.beta1 = getopt(opt, '${first}', 0.9);`,
      `    this.beta2 = getopt(opt, '${second}', 0.999);`,
      '    this.m = zeros(len);',
      '    this.u = zeros(len);',
      '  }',
      '  step(x, g) {',
      '    this.k += 1;',
      '    for (let i = 0; i < x.length; i++) {',
      '      this.m[i] = this.beta1 * this.m[i] + (1 - this.beta1) * g[i];',
      '      this.u[i] = Math.max(this.beta2 * this.u[i], Math.abs(g[i]));',
      '      x[i] -= this.lr / (1 - Math.pow(this.beta1, this.k)) * this.m[i] / (this.u[i] + 1e-8);',
      '    }',
      '  }',
      '}',
      '```',
    ].join('\n');
  expect(isCalledRight(options('beta1', 'beta2'), 'adamax')).toBe(true);
  expect(isCalledRight(options('beta2', 'beta1'), 'adamax')).toBe(false);
});

/** The key k, which states, gradients and parameters are kept under. */
const keyed = (k: string, state: string, gradient: string, parameter: string): string =>
  [
    'v and s hold zeros, t is 1 in the first call.',
    '',
    python(
      'def update(parameters, grads, v, s, t, lr=0.01, beta1=0.9, beta2=0.999, epsilon=1e-8):',
      '    L = len(parameters) // 2',
      '    for l in range(1, L + 1):',
      '        for p in ("W", "b"):',
      `            k = ${k}`,
      `            v[${state}] = beta1 * v[${state}] + (1 - beta1) * grads[${gradient}]`,
      `            s[${state}] = beta2 * s[${state}] + (1 - beta2) * np.square(grads[${gradient}])`,
      `            v_hat = v[${state}] / (1 - np.power(beta1, t))`,
      `            s_hat = s[${state}] / (1 - np.power(beta2, t))`,
      `            parameters[${parameter}] -= lr * v_hat / (np.sqrt(s_hat) + epsilon)`,
    ),
  ].join('\n');

test.each([
  ['"d" + p + str(l)', 'k', 'k', 'p + str(l)'],
  ['p + str(l)', 'k', '"d" + k', 'k'],
  ['p + str(l)', 'k', '"d" + p + str(l)', 'p + str(l)'],
])(
  'a key that is put together means what it is made of: k = %s; v[%s], grads[%s], parameters[%s]',
  (...names) => {
    expect(isCalledRight(keyed(...names), 'adam')).toBe(true);
  },
);

test.each([
  ['p + str(l)', 'k', '"d" + p + str(l)', 'p + str(l + 1)'],
  ['"d" + p + str(l)', 'k', '"d" + p + str(l - 1)', 'p + str(l)'],
  ['"dW" + str(l)', 'k', 'k', 'p + str(l)'],
  ['p + str(l)', 'k', '"d" + q', 'k'],
])('and no other one: k = %s; v[%s], grads[%s], parameters[%s]', (...names) => {
  expect(isCalledRight(keyed(...names), 'adam')).toBe(false);
});

test.each(['("v", k)', 'k, "v"', '(k, "v")', 'f"v_{k}"'])(
  'the velocity of each parameter under the key %s',
  (key) => {
    const step = (other: string): string =>
      [
        '```python',
        'def step(params, grads, state, lr=0.01, mu=0.9):',
        '    for k in params:',
        `        state[${key}] = mu * state[${other}] + grads[k]`,
        `        params[k] -= lr * state[${key}]`,
        '```',
      ].join('\n');
    const isMomentum = (program: string): boolean =>
      isRight(judgeRule(program, { expect: 'momentum' }), { expect: 'momentum' });
    expect(isMomentum(step(key))).toBe(true);
    expect(isMomentum(step(key.replace('v', 'u')))).toBe(false);
    expect(
      isMomentum(step(key).replace('grads[k]', '(1 - mu) * grads[k]').replace('mu *', '(1 - mu) *')),
    ).toBe(false);
  },
);
