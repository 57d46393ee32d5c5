/** Gradients that programs work out themselves: what is one, and what one sign, factor or order makes of it. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (program: string, optimizer: string): boolean =>
  isRight(judgeRule(`\`\`\`python\n${program}\n\`\`\``, { expect: optimizer }), { expect: optimizer });

/** A program, and that none of the changes makes a right one of it. */
function expectOnly(
  program: string,
  optimizer: string,
  changes: readonly (readonly [string, string])[],
): void {
  expect([program, isCalledRight(program, optimizer)]).toEqual([program, true]);
  for (const [from, to] of changes) {
    expect(program).toContain(from);
    const changed = program.replaceAll(from, to);
    expect([changed, isCalledRight(changed, optimizer)]).toEqual([changed, false]);
  }
}

describe('a prediction is no parameter, whatever it is called', () => {
  test.each(['p', 'h', 'a', 'out', 'y_hat', 'phi', 'omega', 's', 'A'])('%s', (name) => {
    const program = `theta = np.zeros(3)
for t in range(1, 301):
    z = Xb @ theta
    ${name} = 1 / (1 + np.exp(-z))
    g = Xb.T @ (${name} - y) / N
    theta -= lr * g`;
    expectOnly(program, 'sgd', [
      [`(${name} - y)`, `(y - ${name})`],
      ['Xb.T', 'Z.T'],
      ['exp(-z)', 'exp(z)'],
      ['-= lr', '+= lr'],
    ]);
  });

  test('nor are the factors of a matrix anything else than parameters', () => {
    const program = `for epoch in range(n):
    E = P @ Q.T - R
    dP = E @ Q
    dQ = E.T @ P
    P = P - eta * dP
    Q = Q - eta * dQ`;
    expectOnly(program, 'sgd', [
      ['P @ Q.T - R', 'R - P @ Q.T'],
      ['E @ Q', 'E @ P'],
      ['eta * dP', 'eta * dQ'],
      [
        '    dQ = E.T @ P\n    P = P - eta * dP\n',
        '    P = P - eta * dP\n    E = P @ Q.T - R\n    dQ = E.T @ P\n',
      ],
    ]);
  });

  test('and what is made of it holds until it is made anew', () => {
    const program = (between: string): string => `for t in range(100):
    p = sigmoid(X @ w + b)
    dw = X.T @ (p - y) / N
    w -= lr * dw
${between}    db = np.mean(p - y)
    b -= lr * db`;
    expect(isCalledRight(program(''), 'sgd')).toBe(true);
    expect(isCalledRight(program('    p = sigmoid(X @ w + b)\n'), 'sgd')).toBe(false);
  });

  test('a gradient that is made behind the update is that of the step before', () => {
    const program = `for t in range(100):
    h = sigmoid(X @ w)
    w -= lr * g
    g = X.T @ (h - y) / N`;
    expect(isCalledRight(program, 'sgd')).toBe(false);
  });
});

const NEURON = `X = [0.5, 2.5]
Y = [0.2, 0.9]

def f(x, w, b):
    return 1.0 / (1.0 + np.exp(-(w * x + b)))

def grad_w(x, y, w, b):
    fx = f(x, w, b)
    return (fx - y) * fx * (1 - fx) * x

def grad_b(x, y, w, b):
    fx = f(x, w, b)
    return (fx - y) * fx * (1 - fx)

def error(w, b):
    err = 0.0
    for x, y in zip(X, Y):
        err += 0.5 * (f(x, w, b) - y) ** 2
    return err
`;

describe('a sigmoid neuron', () => {
  const wrong = [
    ['(fx - y)', '(y - fx)'],
    ['(1 - fx) * x', '(1 - fx)'],
    ['(1 - fx) * x', '(1 - fx) * x * x * x'],
    ['(1 - fx)', '(1 + fx)'],
    ['(1 - fx)', '(1 - fx ** 2)'],
    ['+= grad_w(x, y, w, b)', '+= grad_w(x, y, b, w)'],
    ['dw += grad_w', 'dw += grad_b'],
    ['dw += grad_w', 'dw = grad_w'],
    ['        dw, db = 0, 0\n', ''],
  ] as const;

  const after = (update: string): string => `${NEURON}
def run(max_epochs=1000):
    w, b, eta, beta = -2, -2, 0.1, 0.9
    v_w, v_b, dw, db, eps = 0, 0, 0, 0, 1e-8
    for i in range(max_epochs):
        print(i, error(w, b))
        dw, db = 0, 0
        for x, y in zip(X, Y):
            dw += grad_w(x, y, w, b)
            db += grad_b(x, y, w, b)
${update.replace(/^/gm, '        ')}`;

  test('steps by its gradient', () => {
    expectOnly(after('w = w - eta * dw\nb = b - eta * db'), 'sgd', wrong);
  });

  test('and by RMSProp', () => {
    const update = (of: string): string =>
      `v_${of} = beta * v_${of} + (1 - beta) * d${of} ** 2\n${of} = ${of} - (eta / np.sqrt(v_${of} + eps)) * d${of}`;
    expectOnly(after(`${update('w')}\n${update('b')}`), 'rmsprop', [
      ...wrong,
      [' ** 2\n        w', '\n        w'],
    ]);
  });

  test('and by Nesterov momentum, where the gradient is taken ahead', () => {
    const program = `${NEURON}
def run(max_epochs=1000):
    w, b, eta, gamma = -2, -2, 0.05, 0.9
    prev_v_w, prev_v_b = 0, 0
    for i in range(max_epochs):
        dw, db = 0, 0
        v_w = gamma * prev_v_w
        v_b = gamma * prev_v_b
        for x, y in zip(X, Y):
            dw += grad_w(x, y, w - v_w, b - v_b)
            db += grad_b(x, y, w - v_w, b - v_b)
        v_w = gamma * prev_v_w + eta * dw
        v_b = gamma * prev_v_b + eta * db
        w = w - v_w
        b = b - v_b
        prev_v_w = v_w
        prev_v_b = v_b`;
    expectOnly(program, 'nesterov', [
      ['w - v_w, b - v_b)', 'w, b)'],
      ['w - v_w, b - v_b)', 'w + v_w, b + v_b)'],
      ['(fx - y)', '(y - fx)'],
    ]);
    const named = `for i in range(300):
    w_ahead = w - gamma * u
    y_hat = w_ahead * x
    dw = np.mean((y_hat - y) * x)
    u = gamma * u + eta * dw
    w = w - u`;
    expectOnly(named, 'nesterov', [
      ['y_hat = w_ahead', 'y_hat = w'],
      ['(y_hat - y) * x', '(y_hat - y)'],
      ['np.mean((y_hat - y) * x)', 'np.mean(y_hat - y) * x'],
    ]);
  });
});

describe('functions whose gradient is written down', () => {
  const adam = `def objective(x, y):
    return x**2.0 + y**2.0

def derivative(x, y):
    return asarray([x * 2.0, y * 2.0])

def adam(objective, derivative, bounds, n_iter, alpha, beta1, beta2, eps=1e-8):
    x = bounds[:, 0] + rand(len(bounds)) * (bounds[:, 1] - bounds[:, 0])
    m = [0.0 for _ in range(bounds.shape[0])]
    v = [0.0 for _ in range(bounds.shape[0])]
    for t in range(n_iter):
        g = derivative(x[0], x[1])
        for i in range(x.shape[0]):
            m[i] = beta1 * m[i] + (1.0 - beta1) * g[i]
            v[i] = beta2 * v[i] + (1.0 - beta2) * g[i]**2
            mhat = m[i] / (1.0 - beta1**(t+1))
            vhat = v[i] / (1.0 - beta2**(t+1))
            x[i] = x[i] - alpha * mhat / (sqrt(vhat) + eps)
        score = objective(x[0], x[1])
    return [x, score]`;

  test('entry by entry, in the order of the entries', () => {
    expectOnly(adam, 'adam', [
      ['derivative(x[0], x[1])', 'derivative(x[1], x[0])'],
      ['[x * 2.0, y * 2.0]', '[y * 2.0, x * 2.0]'],
      ['[x * 2.0, y * 2.0]', '[x * 2.0, x * 2.0]'],
      ['[x * 2.0, y * 2.0]', '[-x * 2.0, -y * 2.0]'],
      // It is that of another function.
      ['[x * 2.0, y * 2.0]', '[x * 2.0, y * 3.0]'],
    ]);
  });

  test('whatever the function is, where the program has it', () => {
    const program = `def rosenbrock(p):
    x, y = p
    return (1 - x)**2 + 100 * (y - x**2)**2

def grad(p):
    x, y = p
    return np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])

for t in range(100):
    g = grad(p)
    p = p - lr * g`;
    expectOnly(program, 'sgd', [
      ['400', '-400'],
      ['200 * (y - x**2)]', '200 * (y + x**2)]'],
      ['return np.array([-2', 'return -np.array([-2'],
    ]);
  });

  test('and that of a bowl, where it has none', () => {
    const program = `grad = lambda p: np.array([2 * p[0], 6 * p[1]])
v = np.zeros(2)
for t in range(100):
    v = mu * v + grad(x)
    x = x - lr * v`;
    expectOnly(program, 'momentum', [
      ['[2 * p[0], 6 * p[1]]', '[2 * p[1], 6 * p[0]]'],
      ['[2 * p[0], 6 * p[1]]', '[-2 * p[0], 6 * p[1]]'],
      ['[2 * p[0], 6 * p[1]]', '[p[0] + 2 * p[1], 6 * p[1]]'],
    ]);
  });

  test('several at once, in the turn in which they are asked for', () => {
    const program = `def backprop(x, y, w, b):
    a = np.tanh(np.dot(w, x) + b)
    delta = (a - y) * (1 - a ** 2)
    return delta * x, delta

for epoch in range(50):
    for x, y in data:
        dw, db = backprop(x, y, w, b)
        w = w - eta * dw
        b = b - eta * db`;
    expectOnly(program, 'sgd', [
      ['return delta * x, delta', 'return delta, delta * x'],
      ['dw, db = backprop', 'db, dw = backprop'],
      ['1 - a ** 2', '1 + a ** 2'],
      ['1 - a ** 2', 'a * (1 - a)'],
    ]);
  });
});

test('a net of two layers gives each what comes back through the other', () => {
  const program = `for epoch in range(1000):
    a1 = np.tanh(X @ W1 + b1)
    a2 = sigmoid(a1 @ W2 + b2)
    dz2 = a2 - y
    dW2 = a1.T @ dz2 / m
    db2 = np.sum(dz2, axis=0) / m
    dz1 = (dz2 @ W2.T) * (1 - a1 ** 2)
    dW1 = X.T @ dz1 / m
    db1 = np.sum(dz1, axis=0) / m
    W1 -= lr * dW1
    b1 -= lr * db1
    W2 -= lr * dW2
    b2 -= lr * db2`;
  expectOnly(program, 'sgd', [
    ['1 - a1 ** 2', '1 + a1 ** 2'],
    ['1 - a1 ** 2', 'a1 * (1 - a1)'],
    ['a1.T @ dz2', 'X.T @ dz2'],
    ['a2 - y', 'y - a2'],
    ['lr * db1', 'lr * db2'],
  ]);
});

test('nor does it pass over what a function of the net is derived to', () => {
  const program = `for epoch in range(1000):
    a1 = sigmoid(X @ W1)
    a2 = sigmoid(a1 @ W2)
    d2 = (a2 - y) * a2 * (1 - a2)
    d1 = (d2 @ W2.T) * a1 * (1 - a1)
    dW2 = a1.T @ d2
    dW1 = X.T @ d1
    W2 -= lr * dW2
    W1 -= lr * dW1`;
  expectOnly(program, 'sgd', [
    ['(d2 @ W2.T) * a1 * (1 - a1)', '(d2 @ W2.T) * a2 * (1 - a2)'],
    ['(d2 @ W2.T) * a1 * (1 - a1)', '(d2 @ W2.T)'],
    ['(d2 @ W2.T)', '(d2 @ W1.T)'],
    ['X.T @ d1', 'X.T @ d2'],
  ]);
  // Of the last one it is that of the loss, where that is the cross-entropy.
  expect(isCalledRight(program.replace('(a2 - y) * a2 * (1 - a2)', 'a2 - y'), 'sgd')).toBe(true);
  const relu = `for i in range(n):
    h = np.maximum(0, np.dot(X, W) + b)
    scores = np.exp(np.dot(h, W2))
    probs = scores / np.sum(scores, axis=1, keepdims=True)
    dscores = probs
    dscores[range(N), y] -= 1
    dscores /= N
    dW2 = np.dot(h.T, dscores)
    dh = np.dot(dscores, W2.T)
    dh[h <= 0] = 0
    dW = np.dot(X.T, dh)
    db = np.sum(dh, axis=0)
    W += -lr * dW
    b += -lr * db
    W2 += -lr * dW2`;
  expectOnly(relu, 'sgd', [
    ['    dh[h <= 0] = 0\n', ''],
    ['dh[h <= 0]', 'dh[scores <= 0]'],
    ['y] -= 1', 'y] += 1'],
  ]);
});

test('an update with the gradient in it', () => {
  const program = `w = np.zeros(3)
for epoch in range(100):
    for xi, yi in zip(X, y):
        a = 1 / (1 + np.exp(-np.dot(w, xi)))
        w = w - lr * (a - yi) * xi`;
  expectOnly(program, 'sgd', [
    ['w - lr', 'w + lr'],
    ['(a - yi)', '(yi - a)'],
    ['(a - yi) * xi', '(a - yi)'],
    ['(a - yi) * xi', '(a - yi) * xi - lr * 0.1 * w'],
    ['lr * (a - yi)', 'lr * lr * (a - yi)'],
  ]);
  expect(isCalledRight(program.replace('w - lr * (a - yi)', 'w + lr * (yi - a)'), 'sgd')).toBe(true);
});

test('what a loop over the data adds up, under the names of the data', () => {
  const program = `b = 0
m = 0
for i in range(1000):
    b_gradient = 0
    m_gradient = 0
    N = float(len(points))
    for j in range(0, len(points)):
        x = points[j, 0]
        y = points[j, 1]
        b_gradient += -(2 / N) * (y - ((m * x) + b))
        m_gradient += -(2 / N) * x * (y - ((m * x) + b))
    b = b - rate * b_gradient
    m = m - rate * m_gradient`;
  expectOnly(program, 'sgd', [
    ['-(2 / N) * x', '-(2 / N)'],
    ['-(2 / N) * x', '(2 / N) * x'],
    ['(2 / N) * x', '(2 / N) * y'],
    ['    m_gradient = 0\n', ''],
  ]);
});
