/** Programs that work out the gradients of a net by hand: read where these are gradients, and none where one of them is another's. */
import { test } from '@jest/globals';
import { onlyAsItIs } from './onlyAsItIs.ts';

test('a class whose loss gives the gradients, too', () => {
  onlyAsItIs(
    'sgd',
    `class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, std=1e-4):
        self.params = {}
        self.params['W1'] = std * np.random.randn(input_size, hidden_size)
        self.params['b1'] = np.zeros(hidden_size)
        self.params['W2'] = std * np.random.randn(hidden_size, output_size)
        self.params['b2'] = np.zeros(output_size)

    def loss(self, X, y=None, reg=0.0):
        W1, b1 = self.params['W1'], self.params['b1']
        W2, b2 = self.params['W2'], self.params['b2']
        N, D = X.shape
        h = np.maximum(0, X.dot(W1) + b1)
        scores = h.dot(W2) + b2
        if y is None:
            return scores
        exp_scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        probs = exp_scores / exp_scores.sum(axis=1, keepdims=True)
        loss = -np.log(probs[np.arange(N), y]).mean() + reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
        grads = {}
        dscores = probs
        dscores[np.arange(N), y] -= 1
        dscores /= N
        grads['W2'] = h.T.dot(dscores) + 2 * reg * W2
        grads['b2'] = dscores.sum(axis=0)
        dh = dscores.dot(W2.T)
        dh[h <= 0] = 0
        grads['W1'] = X.T.dot(dh) + 2 * reg * W1
        grads['b1'] = dh.sum(axis=0)
        return loss, grads

    def train(self, X, y, learning_rate=1e-3, reg=5e-6, num_iters=100, batch_size=200):
        for it in range(num_iters):
            idx = np.random.choice(X.shape[0], batch_size)
            X_batch, y_batch = X[idx], y[idx]
            loss, grads = self.loss(X_batch, y=y_batch, reg=reg)
            for p in self.params:
                self.params[p] -= learning_rate * grads[p]`,
    [
      ['dscores[np.arange(N), y] -= 1', 'dscores[np.arange(N), y] += 1'],
      ['dh = dscores.dot(W2.T)', 'dh = dscores.dot(W1.T)'],
      ["grads['b1'] = dh.sum(axis=0)", "grads['b1'] = dscores.sum(axis=0)"],
      ["        grads['b1'] = dh.sum(axis=0)\n", ''],
      ['dh[h <= 0] = 0', 'dh[h > 0] = 0'],
      ['+ 2 * reg * W2', '- 2 * reg * W2'],
      ['+ 2 * reg * W1', '+ 2 * reg * W2'],
      ["grads['W1'] = X.T.dot(dh)", "grads['W1'] = -X.T.dot(dh)"],
      ['dscores /= N', 'dscores /= -N'],
      ['self.loss(X_batch, y=y_batch, reg=reg)', 'self.loss(X_batch, y=y, reg=reg)'],
    ],
  );
});

test('functions over dictionaries, with examples in columns', () => {
  onlyAsItIs(
    'sgd',
    `import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def initialize_parameters(n_x, n_h, n_y):
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros((n_y, 1))
    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return parameters

def forward_propagation(X, parameters):
    W1 = parameters["W1"]
    b1 = parameters["b1"]
    W2 = parameters["W2"]
    b2 = parameters["b2"]
    Z1 = np.dot(W1, X) + b1
    A1 = np.tanh(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = sigmoid(Z2)
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    return A2, cache

def compute_cost(A2, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m
    return np.squeeze(cost)

def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    W2 = parameters["W2"]
    A1 = cache["A1"]
    A2 = cache["A2"]
    dZ2 = A2 - Y
    dW2 = np.dot(dZ2, A1.T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = np.dot(W2.T, dZ2) * (1 - np.power(A1, 2))
    dW1 = np.dot(dZ1, X.T) / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    grads = {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
    return grads

def update_parameters(parameters, grads, learning_rate=1.2):
    parameters["W1"] = parameters["W1"] - learning_rate * grads["dW1"]
    parameters["b1"] = parameters["b1"] - learning_rate * grads["db1"]
    parameters["W2"] = parameters["W2"] - learning_rate * grads["dW2"]
    parameters["b2"] = parameters["b2"] - learning_rate * grads["db2"]
    return parameters

def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    parameters = initialize_parameters(X.shape[0], n_h, Y.shape[0])
    for i in range(num_iterations):
        A2, cache = forward_propagation(X, parameters)
        cost = compute_cost(A2, Y)
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads)
        if print_cost and i % 1000 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
    return parameters`,
    [
      ['dZ2 = A2 - Y', 'dZ2 = Y - A2'],
      ['np.dot(W2.T, dZ2)', 'np.dot(W1.T, dZ2)'],
      ['db1 = np.sum(dZ1', 'db1 = np.sum(dZ2'],
      ['    db1 = np.sum(dZ1, axis=1, keepdims=True) / m\n', ''],
      ['"dW1": dW1', '"dW1": dW2'],
      ['    parameters["b2"] = parameters["b2"] - learning_rate * grads["db2"]\n', ''],
      ['- learning_rate * grads["dW2"]', '- learning_rate * grads["dW1"]'],
      ['        grads = backward_propagation(parameters, cache, X, Y)\n', ''],
    ],
  );
});

const LAYERS = `class Linear:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * 0.01
        self.b = np.zeros(n_out)
        self.vW = np.zeros_like(self.W)
        self.vb = np.zeros_like(self.b)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T

class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask`;

/** What goes wrong in the layers or on the way to them, wherever they are moved. */
const OF_LAYERS = [
  ['        l1.backward(act.backward(l2.backward(dz2)))\n', ''],
  ['l1.backward(act.backward(l2.backward(dz2)))', 'l2.backward(dz2)'],
  ['(probs - yb)', '(yb - probs)'],
  ['[l1, l2]', '[l1]'],
  ['        self.db = dout.sum(axis=0)\n', ''],
  ['self.dW = self.x.T @ dout', 'self.dW = -self.x.T @ dout'],
] as const;

test('layers that a loop moves by the gradients that they keep', () => {
  onlyAsItIs(
    'momentum',
    `import numpy as np

${LAYERS}

lr, beta = 0.01, 0.9
l1, act, l2 = Linear(X.shape[1], 64), ReLU(), Linear(64, 10)

for epoch in range(30):
    for xb, yb in minibatches(X, y, 64):
        probs = softmax(l2.forward(act.forward(l1.forward(xb))))
        dz2 = (probs - yb) / len(xb)
        l1.backward(act.backward(l2.backward(dz2)))
        for layer in [l1, l2]:
            layer.vW = beta * layer.vW + layer.dW
            layer.W = layer.W - lr * layer.vW
            layer.vb = beta * layer.vb + layer.db
            layer.b = layer.b - lr * layer.vb`,
    [
      ...OF_LAYERS,
      [
        '            layer.vb = beta * layer.vb + layer.db\n            layer.b = layer.b - lr * layer.vb',
        '            pass',
      ],
    ],
  );
});

test('layers that a function moves', () => {
  onlyAsItIs(
    'momentum',
    `import numpy as np

${LAYERS}

def update(layers, lr=0.01, beta=0.9):
    for layer in layers:
        layer.vW = beta * layer.vW + layer.dW
        layer.W = layer.W - lr * layer.vW
        layer.vb = beta * layer.vb + layer.db
        layer.b = layer.b - lr * layer.vb

l1, act, l2 = Linear(X.shape[1], 64), ReLU(), Linear(64, 10)

for epoch in range(30):
    for xb, yb in minibatches(X, y, 64):
        probs = softmax(l2.forward(act.forward(l1.forward(xb))))
        dz2 = (probs - yb) / len(xb)
        l1.backward(act.backward(l2.backward(dz2)))
        update([l1, l2])`,
    OF_LAYERS,
  );
});

test('gradients in a list beside that of the parameters', () => {
  onlyAsItIs(
    'sgd',
    `params = [W1, b1, W2, b2]
for X, y in batches:
    z1 = X @ W1 + b1
    a1 = np.maximum(0, z1)
    probs = softmax(a1 @ W2 + b2)
    dz2 = (probs - y) / len(y)
    dW2 = a1.T @ dz2
    db2 = dz2.sum(axis=0)
    dz1 = (dz2 @ W2.T) * (z1 > 0)
    dW1 = X.T @ dz1
    db1 = dz1.sum(axis=0)
    grads = [dW1, db1, dW2, db2]
    for p, g in zip(params, grads):
        p -= 0.1 * g`,
    [
      ['grads = [dW1, db1, dW2, db2]', 'grads = [dW1, dW2, db1, db2]'],
      ['params = [W1, b1, W2, b2]', 'params = [W1, W2, b1, b2]'],
      ['(dz2 @ W2.T) * (z1 > 0)', 'dz2 @ W2.T * z1'],
      ['db1 = dz1.sum(axis=0)', 'db1 = dz2.sum(axis=0)'],
      ['(probs - y)', '(probs + y)'],
    ],
  );
});

test('a list of layers that is gone through, and an optimizer of those that have something to move', () => {
  onlyAsItIs(
    'sgd',
    `class Linear:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * 0.1
        self.b = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, d):
        self.dW = self.x.T @ d
        self.db = d.sum(axis=0)
        return d @ self.W.T

class Tanh:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out

    def backward(self, d):
        return d * (1 - self.out ** 2)

class MSE:
    def forward(self, pred, target):
        self.diff = pred - target
        return np.mean(self.diff ** 2)

    def backward(self):
        return 2 * self.diff / self.diff.size

class SGD:
    def __init__(self, layers, lr=0.01):
        self.layers = [l for l in layers if hasattr(l, "W")]
        self.lr = lr

    def step(self):
        for layer in self.layers:
            layer.W -= self.lr * layer.dW
            layer.b -= self.lr * layer.db

layers = [Linear(1, 32), Tanh(), Linear(32, 1)]
criterion = MSE()
optimizer = SGD(layers, lr=0.05)
for epoch in range(300):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), 32):
        batch = order[start:start + 32]
        out = X[batch]
        for layer in layers:
            out = layer.forward(out)
        loss = criterion.forward(out, Y[batch])
        d = criterion.backward()
        for layer in reversed(layers):
            d = layer.backward(d)
        optimizer.step()`,
    [
      ['        for layer in reversed(layers):\n            d = layer.backward(d)\n', ''],
      ['reversed(layers)', 'layers'],
      ['self.diff = pred - target', 'self.diff = target - pred'],
      ['return d * (1 - self.out ** 2)', 'return d'],
      ['        d = criterion.backward()\n', ''],
      ['layer.forward(out)', 'layer.forward(X[batch])'],
      ['SGD(layers, lr=0.05)', 'SGD(layers[:1], lr=0.05)'],
      ['hasattr(l, "W")', 'hasattr(l, "out")'],
      ['Y[batch]', 'Y'],
      ['            layer.b -= self.lr * layer.db', '            pass'],
    ],
  );
});
