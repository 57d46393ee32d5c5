/** The gradient of a batch that a program adds up or works out itself, and what looks like one and is none. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

function isCalledRight(code: string, expected: string, fence = 'python'): boolean {
  const result = judgeRule(`\`\`\`${fence}\n${code}\n\`\`\``, { expect: expected });
  return isRight(result, { expect: expected });
}

/** RMSProp behind some lines that make g. */
const after = (lines: string, square = 'g**2'): string => `s = 0
for epoch in range(epochs):
    for batch in batches:
${lines.replace(/^/gm, '        ')}
        s = rho * s + (1 - rho) * ${square}
        w = w - lr * g / (np.sqrt(s) + eps)`;

describe('gradients of examples that a loop adds up are the gradient of the batch', () => {
  const same = [
    'g = 0\nfor x, y in batch:\n    g += grad(w, x, y)\ng /= len(batch)',
    'g = np.zeros_like(w)\nfor i in batch:\n    g = g + grad_i(w)\ng = g / len(batch)',
    'g = 0\nfor x, y in batch:\n    gi = backprop(w, x, y)\n    g += gi / len(batch)',
    'g = np.mean([grad(w, x, y) for x, y in batch], axis=0)',
    'g = sum(grad(w, x, y) for x, y in batch) / len(batch)',
    'g = 1 / n * sum([grad(w, x, y) for x, y in batch])',
    'g = torch.stack([grad(w, x, y) for x, y in batch]).mean(0)',
    'g = grad(w, batch).mean(axis=0)',
  ];
  test.each(same)('%s', (lines) => {
    expect(isCalledRight(after(lines), 'rmsprop')).toBe(true);
  });

  const other = [
    // The sum is not emptied: gradients of all batches stay in it.
    ['g = 0\n', after('for x, y in batch:\n    g += grad(w, x, y)')],
    // The mean of the squares is not the square of the mean.
    [
      '',
      after(
        'g = 0\nq = 0\nfor x, y in batch:\n    d = grad(w, x, y)\n    g += d\n    q += d**2\nq /= len(batch)',
        'q',
      ),
    ],
    // The mean over all axes is one number for all coordinates.
    ['', after('g = np.mean(grad(w, batch))')],
    ['', after('g = np.mean([grad(w, x, y) for x, y in batch])')],
    // The parameters move between the examples.
    ['', after('g = 0\nfor x, y in batch:\n    g += grad(w, x, y)\n    w = w - lr * g')],
  ];
  test.each(other)('but not %s%s', (above, code) => {
    expect(isCalledRight(above + code, 'rmsprop')).toBe(false);
  });

  test('nor is a division by the gradient itself one by the size of a batch', () => {
    const sgd = (by: string): string =>
      `for batch in batches:\n    g = grad(w, batch)\n    w = w - lr * g / ${by}`;
    expect(isCalledRight(sgd('len(batch)'), 'sgd')).toBe(true);
    for (const by of ['abs(g)', 'np.abs(g)', 'float(g)', 'int(np.abs(g))', 'np.linalg.norm(g)'])
      expect([by, isCalledRight(sgd(by), 'sgd')]).toEqual([by, false]);
  });

  test('nor is the mean of squares under the name of a gradient the square of the mean', () => {
    const lines =
      'g = 0\ng_sq = 0\nfor x, y in batch:\n    g += grad(w, x, y)\n    g_sq += grad(w, x, y)**2\ng /= len(batch)\ng_sq /= len(batch)';
    expect(isCalledRight(after(lines, 'g_sq'), 'rmsprop')).toBe(false);
  });

  test('nor is a state that an example leaves to the next one a part of the gradient', () => {
    const adamax = (at: string): string => `m = 0; u = 0; t = 0
for batch in batches:
    t += 1
    g = np.zeros_like(w)
    for x, y in batch:
        gi = grad(w, x, y)
        g += gi
${at}
    m = b1 * m + (1 - b1) * g
    w = w - lr / (1 - b1**t) * m / u`;
    expect(isCalledRight(adamax('    u = np.maximum(b2 * u, np.abs(g))'), 'adamax')).toBe(true);
    expect(isCalledRight(adamax('        u = np.maximum(b2 * u, np.abs(gi))'), 'adamax')).toBe(false);
    expect(isCalledRight(adamax('    u = np.maximum(b2 * u, np.abs(gi))'), 'adamax')).toBe(false);
  });

  test('nor what backward() adds up over the steps, where nothing clears it', () => {
    const code = (clear: string): string => `for xb, yb in loader:
    for x, y in zip(xb, yb):
        loss = criterion(model(x, w), y) / len(xb)
        loss.backward()
    with torch.no_grad():
        w -= lr * w.grad${clear}`;
    expect(isCalledRight(code('\n        w.grad = None'), 'sgd')).toBe(true);
    expect(isCalledRight(code('\n        w.grad.zero_()'), 'sgd')).toBe(true);
    expect(isCalledRight(code(''), 'sgd')).toBe(false);
  });

  test('entry by entry, too', () => {
    const code = (size: string): string => `let v = w.map(() => 0);
for (const batch of batches) {
  const g = w.map(() => 0);
  for (const [x, y] of batch) {
    const gi = grad(w, x, y);
    for (let k = 0; k < w.length; k++) g[k] += gi[k] / ${size};
  }
  for (let k = 0; k < w.length; k++) v[k] = mu * v[k] + g[k];
  for (let k = 0; k < w.length; k++) w[k] -= lr * v[k];
}`;
    expect(isCalledRight(code('batch.length'), 'momentum', 'js')).toBe(true);
    expect(isCalledRight(code('Math.abs(gi[k])'), 'momentum', 'js')).toBe(false);
  });

  test('in pseudo-code and in other languages, too', () => {
    const listing = (zero: string, before: string): string =>
      `G = 0\n${before}für jede Epoche:\n    ${zero}für jeden Mini-Batch B:\n        g = 0\n        für i in B:\n            g = g + grad_i(theta)\n        g = g / |B|\n        G = G + g*g\n        theta = theta - eta * g / (sqrt(G) + 1e-8)`;
    expect(isCalledRight(listing('', ''), 'adagrad', '')).toBe(true);
    expect(isCalledRight(listing('G = 0\n    ', ''), 'adagrad', '')).toBe(false);
  });
});

describe('a gradient that a program works out from its data', () => {
  const descent = (lines: string): string => `for X, Y in batches:
${lines.replace(/^/gm, '    ')}
    W = W - lr * dW`;

  test.each([
    'R = X @ W - Y\ndW = X.T @ R / len(X)',
    'dW = X.T @ (X @ W - Y)',
    'dW = -2 * X.T @ (Y - X @ W) / n',
    'P = sigmoid(X @ W)\ndW = np.dot(X.T, P - Y)',
  ])('is taken for it: %s', (lines) => {
    expect(isCalledRight(descent(lines), 'sgd')).toBe(true);
  });

  test.each([
    'dW = X.T @ (Y - X @ W)',
    'R = Y - X @ W\ndW = X.T @ R / len(X)',
    'dW = X.T @ Y',
    'dW = X.T @ (X @ W - Y) + lam * W',
    'dW = lr * X.T @ (X @ W - Y)',
    'dW = np.sign(X.T @ (X @ W - Y))',
    'dW = np.square(X.T @ (X @ W - Y))',
    'dW = np.abs(X.T @ (X @ W - Y))',
  ])(
    'but not where it falls with the parameters, has nothing to do with them, or more is in it: %s',
    (lines) => {
      expect(isCalledRight(descent(lines), 'sgd')).toBe(false);
    },
  );

  const withFunction = (value: string): string =>
    `def grad_mse(X, y, w):\n    r = X @ w - y\n    return ${value}\n\nfor X, y in batches:\n    w = w - lr * grad_mse(X, y, w)`;

  test('in a function of its own, too', () => {
    expect(isCalledRight(withFunction('X.T @ r / len(y)'), 'sgd')).toBe(true);
    expect(isCalledRight(withFunction('-X.T @ r / len(y)'), 'sgd')).toBe(false);
    expect(isCalledRight(withFunction('X.T @ r + lam * w'), 'sgd')).toBe(false);
  });

  test('and the answer says so', () => {
    const result = judgeRule(`\`\`\`python\n${descent('dW = X.T @ (X @ W - Y)')}\n\`\`\``, { expect: 'sgd' });
    expect(result.assumptions).toContain('What the code works out for “dW” is taken for the gradient.');
  });
});
