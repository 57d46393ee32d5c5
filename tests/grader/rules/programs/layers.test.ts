/** Programs that train a model: an optimizer beside it that is given its gradients, and layers that keep them and move themselves. */
import { describe, test } from '@jest/globals';
import { onlyAsItIs } from './onlyAsItIs.ts';

const MODEL = `class Softmax:
    def __init__(self, d, k):
        self.params = {"W": np.zeros((d, k)), "b": np.zeros(k)}

    def forward(self, X):
        z = X @ self.params["W"] + self.params["b"]
        z -= z.max(axis=1, keepdims=True)
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)

    def loss_and_grads(self, X, t):
        d = (self.forward(X) - t) / len(X)
        loss = np.mean((self.forward(X) - t) ** 2)
        return loss, {"W": X.T @ d, "b": d.sum(axis=0)}
`;

const OPTIMIZERS = {
  sgd: `class Optimizer:
    def update(self, params, grads):
        for key in params:
            params[key] -= 0.1 * grads[key]
`,
  rmsprop: `class Optimizer:
    def __init__(self):
        self.h = {}
    def update(self, params, grads):
        for key in params:
            if key not in self.h:
                self.h[key] = np.zeros_like(params[key])
            self.h[key] = 0.9 * self.h[key] + 0.1 * grads[key] ** 2
            params[key] -= 0.01 * grads[key] / (np.sqrt(self.h[key]) + 1e-8)
`,
};

test.each(Object.entries(OPTIMIZERS))(
  '%s beside a model, which is asked for how good it is',
  (optimizer, own) => {
    const program = `${own}
${MODEL}
net = Softmax(2, 3)
opt = Optimizer()
for epoch in range(10):
    idx = rng.permutation(len(X))
    for s in range(0, len(X), 32):
        batch = idx[s:s + 32]
        loss, grads = net.loss_and_grads(X[batch], T[batch])
        opt.update(net.params, grads)
    if epoch % 5 == 0:
        print(epoch, loss, net.forward(X).argmax(1))
    acc = (net.forward(X).argmax(1) == t).mean()`;
    onlyAsItIs(optimizer, program, [
      ['opt.update(net.params, grads)', 'opt.update(net.params, -grads)'],
      ['opt.update(net.params, grads)', 'opt.update(net.params, loss)'],
      ['loss, grads = net', 'grads, loss = net'],
      ['        loss, grads = net.loss_and_grads(X[batch], T[batch])\n', ''],
      ['        opt.update(net.params, grads)\n', '    opt.update(net.params, grads)\n'],
      [
        '        opt.update(net.params, grads)\n',
        '        if s > 0:\n            opt.update(net.params, grads)\n',
      ],
      ['        opt.update(net.params, grads)\n', ''],
      ['    for s in range', '    opt = Optimizer()\n    for s in range'],
    ]);
  },
);

test('a model that trains itself takes every step', () => {
  const program = `class Net:
    def __init__(self):
        self.params = {"W": np.zeros((3, 1)), "b": np.zeros(1)}
        self.v = {k: np.zeros_like(p) for k, p in self.params.items()}

    def step(self, grads):
        for k in self.params:
            self.v[k] = 0.9 * self.v[k] + grads[k]
            self.params[k] -= 0.1 * self.v[k]

    def train(self, X, y):
        for epoch in range(100):
            d = X @ self.params["W"] + self.params["b"] - y
            grads = {"W": X.T @ d, "b": d.sum(axis=0)}
            self.step(grads)`;
  onlyAsItIs('momentum', program, [
    ['            self.step(grads)', '            if epoch % 2:\n                self.step(grads)'],
    ['self.step(grads)', 'self.step(-grads)'],
  ]);
});

describe('layers that move themselves', () => {
  const LAYER = `class Layer:
    def __init__(self, n_in, n_out):
        self.W = rng.normal(size=(n_in, n_out))
        self.b = np.zeros(n_out)
        self.vW = np.zeros_like(self.W)
        self.vb = np.zeros_like(self.b)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, d):
        self.dW = self.x.T @ d
        self.db = d.sum(0)
        return d @ self.W.T

    def update(self, lr, beta):
        self.vW = beta * self.vW + self.dW
        self.vb = beta * self.vb + self.db
        self.W -= lr * self.vW
        self.b -= lr * self.vb
`;
  const NET = `class Net:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, d):
        for layer in reversed(self.layers):
            d = layer.backward(d)

    def update(self, lr, beta):
        for layer in self.layers:
            layer.update(lr, beta)
`;
  const CHANGES = [
    ['self.x.T @ d', 'self.x.T @ self.x'],
    ['return d @ self.W.T', 'return self.W.T'],
    ['self.b -= lr', 'self.b += lr'],
    ['(out - y)', '(y - out)'],
    ['    net.backward(2 * (out - y) / len(X))\n', ''],
  ] as const;

  test('within a net', () => {
    const program = `${LAYER}
${NET}
net = Net([Layer(4, 16), Layer(16, 1)])
for epoch in range(100):
    out = net.forward(X)
    net.backward(2 * (out - y) / len(X))
    net.update(lr=0.01, beta=0.9)
    if epoch % 10 == 0:
        print(epoch, np.mean((net.forward(X) - y) ** 2))`;
    onlyAsItIs('momentum', program, [
      ...CHANGES,
      ['reversed(self.layers)', 'self.layers'],
      ['self.layers:\n            layer.update', 'self.layers[1:]:\n            layer.update'],
      ['d = layer.backward(d)', 'd = layer.backward(d) + d'],
      ['            layer.update(lr, beta)', '            layer.update(lr, beta)\n            break'],
      ['    net.update(lr=0.01, beta=0.9)\n', ''],
      ['    net.update(lr=0.01, beta=0.9)\n', '    if epoch > 3:\n        net.update(lr=0.01, beta=0.9)\n'],
      ['    net.update(lr=0.01, beta=0.9)\n', '    net.update(lr=0.01, beta=0.9)\n'.repeat(2)],
      ['net.update(lr=0.01', 'net.update(lr=-0.01'],
      ['    out = net.forward(X)\n', '    net.update(lr=0.01, beta=0.9)\n    out = net.forward(X)\n'],
    ]);
  });

  test('one after the other', () => {
    const program = `${LAYER}
first, second = Layer(4, 16), Layer(16, 1)
for epoch in range(100):
    out = second.forward(first.forward(X))
    first.backward(second.backward(2 * (out - y) / len(X)))
    for layer in [first, second]:
        layer.update(0.01, 0.9)`;
    onlyAsItIs('momentum', program, [
      ...CHANGES.slice(0, 4),
      ['    first.backward(second.backward(2 * (out - y) / len(X)))\n', ''],
      ['        layer.update(0.01, 0.9)', '        layer.update(0.01, 0.9)\n        layer.update(0.01, 0.9)'],
      ['layer.update(0.01, 0.9)', 'layer.update(0.9, 0.01)'],
    ]);
  });
});

test('what a generator goes through has its names from there', () => {
  const program = `class Net:
    def __init__(self, sizes):
        self.sizes = sizes
        self.weights = [np.random.randn(m, n) for m, n in zip(sizes[:-1], sizes[1:])]
        self.biases = [np.zeros(n) for n in sizes[1:]]

    def forward(self, a):
        for W, b in zip(self.weights, self.biases):
            a = np.tanh(a @ W + b)
        return a

    def evaluate(self, data):
        return sum(int(np.argmax(self.forward(x)) == y) for (x, y) in data)

    def step(self, grads_w, grads_b, lr=0.1):
        for i in range(len(self.weights)):
            self.weights[i] -= lr * grads_w[i]
            self.biases[i] -= lr * grads_b[i]`;
  onlyAsItIs('sgd', program, [
    ['lr * grads_b[i]', 'lr * grads_w[i]'],
    ['-= lr * grads_b', '+= lr * grads_b'],
    ['range(len(self.weights))', 'range(len(self.weights) - 1)'],
  ]);
});
