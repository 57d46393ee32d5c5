/** Of what a program takes its gradient: an example with its own label, all entries at one point, every example of a batch. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const is = (optimizer: string, code: string, language = 'python'): boolean =>
  isRight(judgeRule('```' + language + `\n${code}\n` + '```', { expect: optimizer }), { expect: optimizer });

const sgd = (x: string, y: string, before = 'pass', inner = ''): string => `for epoch in range(10):
    ${before}
    for i in range(${x.includes('32') ? '0, len(X), 32' : 'len(X)'}):
        ${inner}g = gradient(w, ${x}, ${y})
        w = w - lr * g`;

describe('an example and its label', () => {
  test.each([
    sgd('X[i]', 'y[i]'),
    sgd('X[i:i+32]', 'y[i:i + 32]'),
    sgd('X[i, :]', 'y[i]'),
    sgd('X[i:i+1]', 'y[i]'),
    sgd('x_i', 'y_i', 'pass', 'x_i, y_i = X[i], y[i]\n        '),
    sgd('X[i]', 'y[i]', 'X, y = shuffle(X, y)'),
    sgd(
      'X[i]',
      'y[i]',
      'np.random.seed(1)\n    np.random.shuffle(X)\n    np.random.seed(1)\n    np.random.shuffle(y)',
    ),
    'for epoch in range(10):\n    random.shuffle(data)\n    for x, y in data:\n        w = w - lr * gradient(w, x, y)',
    'for epoch in range(10):\n    for x, y in zip(X, Y):\n        w = w - lr * gradient(w, x, y)',
  ])('belong together %#', (code) => {
    expect(is('sgd', code)).toBe(true);
  });

  test.each([
    sgd('X[i]', 'y[0]'),
    sgd('X[i]', 'y[i - 1]'),
    sgd('X[i:i+32]', 'y[:32]'),
    sgd('x_i', 'y_i', 'pass', 'x_i, y_i = X[i], y[i + 1]\n        '),
    sgd('X[i]', 'y[i]', 'np.random.shuffle(X)'),
    sgd('X[i]', 'y[i]', 'np.random.shuffle(X)\n    np.random.shuffle(y)'),
    'for epoch in range(10):\n    for x, y in zip(X, reversed(Y)):\n        w = w - lr * gradient(w, x, y)',
    'for epoch in range(10):\n    for x in X:\n        for y in Y:\n            w = w - lr * gradient(w, x, y)',
    'for epoch in range(10):\n    for i in range(len(X)):\n        g = gradient(w, X[i], y[i])\n    w = w - lr * g',
  ])('and others do not %#', (code) => {
    expect(is('sgd', code)).toBe(false);
  });
});

describe('all entries are moved once, from one point', () => {
  const LOOPS: [language: string, right: string, wrong: string][] = [
    [
      'python',
      'for k in range(100):\n    g = grad(w)\n    for i in range(n):\n        v[i] = mu * v[i] + g[i]\n        w[i] -= lr * v[i]',
      'for k in range(100):\n    for i in range(n):\n        g = grad(w)\n        v[i] = mu * v[i] + g[i]\n        w[i] -= lr * v[i]',
    ],
    [
      'python',
      'for k in range(100):\n    grads = gradients(params)\n    for name in params:\n        v[name] = mu * v[name] + grads[name]\n        params[name] -= lr * v[name]',
      'for k in range(100):\n    for name in params:\n        grads = gradients(params)\n        v[name] = mu * v[name] + grads[name]\n        params[name] -= lr * v[name]',
    ],
    [
      'js',
      'for (let k = 0; k < 100; k++) {\n  const g = grad(w);\n  for (let i = 0; i < n; i++) {\n    v[i] = mu * v[i] + g[i];\n    w[i] -= lr * v[i];\n  }\n}',
      'for (let k = 0; k < 100; k++) {\n  for (let i = 0; i < n; i++) {\n    const g = grad(w);\n    v[i] = mu * v[i] + g[i];\n    w[i] -= lr * v[i];\n  }\n}',
    ],
    [
      'python',
      'def step(self, w, g):\n    self.v = self.mu * self.v + g\n    for i in range(len(w)):\n        w[i] -= self.lr * self.v[i]\n    return w',
      'def step(self, w, g):\n    self.v = self.mu * self.v + g\n    for _ in range(len(w)):\n        w -= self.lr * self.v\n    return w',
    ],
  ];
  test.each(LOOPS)('in %s %#', (language, right, wrong) => {
    expect(is('momentum', right, language)).toBe(true);
    expect(is('momentum', wrong, language)).toBe(false);
  });
});
