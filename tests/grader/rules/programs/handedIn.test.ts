/** Programs as students hand them in, with what stands around the rule: data, losses, calls, lists of parameters, numbers of layers. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (program: string, optimizer: string, accepts?: readonly 'ema-momentum'[]): boolean => {
  const options = { expect: optimizer, ...(accepts && { accepts: [...accepts] }) };
  return isRight(judgeRule(`\`\`\`python\n${program}\n\`\`\``, options), options);
};

describe('a gradient that the program works out by itself, of parameters that it is not given', () => {
  const program = (value: string): string => `w = 1.0
lr = 0.01

def loss(x, y):
    return (x * w - y) ** 2

def gradient(x, y):
    return ${value}

for epoch in range(100):
    l = 0.0
    for x, y in zip(x_data, y_data):
        grad = gradient(x, y)
        w -= lr * grad
        l = loss(x, y)
    print(epoch, l)`;

  test.each(['2 * x * (x * w - y)', '-2 * x * (y - x * w)'])('grows with them: %s', (value) => {
    expect(isCalledRight(program(value), 'sgd')).toBe(true);
  });

  test.each([
    '2 * x * (y - x * w)',
    '-2 * x * (x * w - y)',
    '2 * x * (x * v - y)',
    '2 * x * (x * w - y) + 0.1 * w',
  ])('or is none: %s', (value) => {
    expect(isCalledRight(program(value), 'sgd')).toBe(false);
  });
});

test('what the program itself does is read, too', () => {
  const program = (step: string, inMain: string): string => `class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None

    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(val) for key, val in params.items()}
        for key in params.keys():
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] ${step} self.v[key]

if __name__ == '__main__':
    params = {'x': np.array(-7.0), 'y': np.array(2.0)}
    opt = Momentum(lr=0.1)
    for i in range(30):
        grads = {'x': params['x'] / 10.0, 'y': 2.0 * params['y']}
        ${inMain}opt.update(params, grads)
    print(params)`;
  expect(isCalledRight(program('+=', ''), 'momentum')).toBe(true);
  expect(isCalledRight(program('-=', ''), 'momentum')).toBe(false);
  expect(isCalledRight(program('+=', 'opt.v = None\n        '), 'momentum')).toBe(false);
});

test.each(['t', 'count', 'k', 'n_updates'])('a step is counted once for all parameters: self.%s', (name) => {
  const program = (above: string, inside: string): string => `class Adam:
    def __init__(self, lr=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.${name}, self.m, self.v = 0, {}, {}

    def update(self, params, grads):
        ${above}
        for key in params.keys():
            if key not in self.m:
                self.m[key], self.v[key] = np.zeros_like(params[key]), np.zeros_like(params[key])
            ${inside}
            self.m[key] = self.beta1 * self.m[key] + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v[key] + (1 - self.beta2) * grads[key] ** 2
            c1 = 1 - self.beta1 ** self.${name}
            c2 = 1 - self.beta2 ** self.${name}
            params[key] -= self.lr * (self.m[key] / c1) / (np.sqrt(self.v[key] / c2) + self.eps)`;
  const tick = `self.${name} += 1`;
  expect(isCalledRight(program(tick, 'pass'), 'adam')).toBe(true);
  expect(isCalledRight(program('pass', tick), 'adam')).toBe(false);
});

describe('lists of parameters and of their gradients', () => {
  const program = (gradients: string, parameters: string): string => `class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.lr * g

class Net:
    def gradient(self, x, t):
        h = np.tanh(x @ self.W1 + self.b1)
        dy = (h @ self.W2 + self.b2 - t) / len(x)
        dW2, db2 = h.T @ dy, dy.sum(axis=0)
        dh = dy @ self.W2.T * (1 - h ** 2)
        dW1, db1 = x.T @ dh, dh.sum(axis=0)
        return [${gradients}]

net, opt = Net(), SGD(lr=0.1)
for epoch in range(200):
    grads = net.gradient(x, t)
    opt.update([${parameters}], grads)`;

  test('have one order', () => {
    const parameters = 'net.W1, net.b1, net.W2, net.b2';
    expect(isCalledRight(program('dW1, db1, dW2, db2', parameters), 'sgd')).toBe(true);
    expect(isCalledRight(program('dW1, dW2, db1, db2', parameters), 'sgd')).toBe(false);
    expect(isCalledRight(program('dW1, dW2, db1, db2', 'net.W1, net.W2, net.b1, net.b2'), 'sgd')).toBe(true);
  });
});

describe('keys that are counted by layers', () => {
  const program = (layers: string, range: string, key: string): string =>
    `def update(parameters, grads, v, beta, lr):
    # v: zeros before the first call
    ${layers}
    for l in ${range}:
        v["dW" + ${key}] = beta * v["dW" + ${key}] + (1 - beta) * grads["dW" + ${key}]
        v["db" + ${key}] = beta * v["db" + ${key}] + (1 - beta) * grads["db" + ${key}]
        parameters["W" + ${key}] -= lr * v["dW" + ${key}]
        parameters["b" + ${key}] -= lr * v["db" + ${key}]
    return parameters, v`;
  const verdict = (...of: [string, string, string]): boolean =>
    isCalledRight(program(...of), 'momentum', ['ema-momentum']);

  test.each<[string, string, string]>([
    ['L = len(parameters) // 2', 'range(1, L + 1)', 'str(l)'],
    ['L = len(parameters) // 2', 'range(L)', 'str(l + 1)'],
    ['L = int(len(parameters) / 2)', 'range(1, L + 1)', 'str(l)'],
    ['pass', 'range(1, len(parameters) // 2 + 1)', 'str(l)'],
    // That many layers, with the one of the data.
    ['L = len(layer_dims)', 'range(1, L)', 'str(l)'],
  ])('all of them: %s, %s, %s', (...of) => {
    expect(verdict(...of)).toBe(true);
  });

  test.each<[string, string, string]>([
    ['L = len(parameters) // 2', 'range(1, L)', 'str(l)'],
    ['L = len(parameters) // 2', 'range(L - 1)', 'str(l + 1)'],
    ['L = len(parameters) // 2', 'range(L + 1)', 'str(l + 1)'],
    ['pass', 'range(1, len(parameters) // 2)', 'str(l)'],
  ])('not all of them: %s, %s, %s', (...of) => {
    expect(verdict(...of)).toBe(false);
  });
});

describe('names with a capital letter within, of JavaScript and Java', () => {
  const isRightBy = (...names: [string, string, string, string]): boolean => {
    const [w, dw, b, db] = names;
    const rule = `\`\`\`js
function step(${names.join(', ')}, lr) {
  for (let i = 0; i < ${w}.length; i++) {
    ${w}[i] -= lr * ${dw}[i];
    ${b}[i] -= lr * ${db}[i];
  }
}
\`\`\``;
    return isRight(judgeRule(rule, { expect: 'sgd' }), { expect: 'sgd' });
  };

  test.each<[string, string, string, string]>([
    ['weights', 'weightGrads', 'biases', 'biasGrads'],
    ['weights', 'gradWeights', 'biases', 'gradBiases'],
    ['weights', 'dWeights', 'biases', 'dBiases'],
    ['W', 'gradW', 'B', 'gradB'],
  ])('%s is moved by %s, and %s by %s', (w, dw, b, db) => {
    expect(isRightBy(w, dw, b, db)).toBe(true);
    expect(isRightBy(w, db, b, dw)).toBe(false);
  });
});

describe('local names for the fields of an object', () => {
  const program = (names: string, given = 'self.b1, self.b2 = b1, b2'): string => `class Adam:
    def __init__(self, lr=0.001, b1=0.9, b2=0.999):
        self.lr, self.m, self.v, self.t = lr, 0, 0, 0
        ${given}

    def update(self, w, g):
        self.t += 1
        ${names}
        self.m = b1 * self.m + (1 - b1) * g
        self.v = b2 * self.v + (1 - b2) * g**2
        m_hat, v_hat = self.m / (1 - b1**self.t), self.v / (1 - b2**self.t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + 1e-8)`;

  test.each([
    ['b1 = self.b1\n        b2 = self.b2', undefined],
    ['b1, b2 = self.b1, self.b2', undefined],
    ['b1, b2 = self.betas', 'self.betas = b1, b2'],
  ])('%s', (names, given) => {
    expect(isCalledRight(program(names, given), 'adam')).toBe(true);
  });

  test.each([
    ['b1, b2 = self.b2, self.b1', undefined],
    ['b1, b2 = self.b1, self.b1', undefined],
    ['b1, b2 = self.b1, self.b2', 'self.b1, self.b2 = b2, b1'],
  ])('and others: %s', (names, given) => {
    expect(isCalledRight(program(names, given), 'adam')).toBe(false);
  });
});

test('a gradient that a function gives back is no state of the weights that it is taken by', () => {
  const program = (step: string): string => `def sgd_step(weights, grads, lr):
    return [w ${step} lr * g for w, g in zip(weights, grads)]

weights = [np.zeros(2), 0.0]
for epoch in range(20):
    for batch in minibatches(data, 10):
        weights = sgd_step(weights, mse_grad(weights, batch), lr=0.05)`;
  expect(isCalledRight(program('-'), 'sgd')).toBe(true);
  expect(isCalledRight(program('+'), 'sgd')).toBe(false);
});
