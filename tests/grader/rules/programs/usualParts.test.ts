/** Parts of usual programs around a rule, each as it is meant and with what makes another program of it. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

interface Part {
  title: string;
  optimizer: string;
  language?: string;
  right: string;
  /** What makes it wrong. */
  changes: readonly (readonly [string, string])[];
}

const PARTS: readonly Part[] = [
  {
    title: 'products of arrays that loops over coordinates add up',
    optimizer: 'sgd',
    language: 'java',
    right: `for (int k = 0; k < n; k++) {
  double z = b;
  for (int j = 0; j < d; j++) z += w[j] * x[k][j];
  double e = z - y[k];
  for (int j = 0; j < d; j++) w[j] -= lr * e * x[k][j];
  b -= lr * e;
}`,
    changes: [
      ['w[j] -= lr', 'w[j++] -= lr'],
      ['j++) w[j] -=', 'j += 2) w[j] -='],
      ['z += w[j] * x[k][j]', 'z += w[j] * x[j][k]'],
      ['z += w[j] * x[k][j]', 'z += w[0] * x[k][j]'],
      ['z - y[k]', 'z + y[k]'],
      ['z - y[k]', 'y[k] - z'],
    ],
  },
  {
    title: 'a class that is fitted, with its rate as a field',
    optimizer: 'sgd',
    right: `class LinearRegression:
    def __init__(self, lr=0.1):
        self.lr = lr

    def fit(self, X, y):
        self.w = np.zeros(X.shape[1])
        self.b = 0.0
        for _ in range(20):
            for i in np.random.permutation(len(X)):
                error = X[i] @ self.w + self.b - y[i]
                self.w -= self.lr * error * X[i]
                self.b -= self.lr * error
            p = np.clip(self.predict(X), 0, 1)
            self.losses.append(np.mean(p))
        return self`,
    changes: [
      ['self.b -= self.lr * error', 'self.b += self.lr * error'],
      ['error * X[i]', 'error * X[0]'],
      ['- y[i]', '+ y[i]'],
    ],
  },
  {
    title: 'examples to learn from and others to test with, and a loss that is not kept',
    optimizer: 'momentum',
    right: `X_train, y_train, X_test, y_test = X[:400], y[:400], X[400:], y[400:]
v = np.zeros_like(w)
for epoch in range(30):
    order = np.random.permutation(400)
    for i in range(0, 400, 20):
        batch = order[i:i + 20]
        _, g = loss_and_grad(w, X_train[batch], y_train[batch])
        v = 0.9 * v + g
        w = w - 0.1 * v`,
    changes: [
      ['v = 0.9 * v + g', 'v = 0.9 * v + _'],
      ['    for i in range', '    v = np.zeros_like(w)\n    for i in range'],
    ],
  },
  {
    title: 'states that are made once',
    optimizer: 'adagrad',
    right: `def adagrad(params, states, lr=0.1, eps=1e-8):
    for p, s in zip(params, states):
        with torch.no_grad():
            s += p.grad ** 2
            p -= lr * p.grad / (torch.sqrt(s) + eps)
        p.grad.zero_()

states = [torch.zeros_like(p) for p in params]
for X, y in loader:
    loss = loss_fn(net(X), y)
    loss.backward()
    adagrad(params, states)`,
    changes: [
      ['    for p, s', '    states = [torch.zeros_like(p) for p in params]\n    for p, s'],
      ['    adagrad(params, states)', '    adagrad(params, states)\n    adagrad(params, states)'],
    ],
  },
  {
    title: 'a maker of two functions',
    optimizer: 'rmsprop',
    right: `def rmsprop(lr=0.01, rho=0.9, eps=1e-8):
    def init(w):
        return State(s=jnp.zeros_like(w))

    def update(w, g, state):
        s = rho * state.s + (1 - rho) * g ** 2
        return w - lr * g / (jnp.sqrt(s) + eps), State(s=s)

    return init, update

opt_init, opt_update = rmsprop(lr=0.05)
state = opt_init(w)
for t in range(100):
    g = jax.grad(loss)(w, X, y)
    w, state = opt_update(w, g, state)`,
    changes: [
      ['w, state = opt_update', 'w, _ = opt_update'],
      ['State(s=s)', 'State(s=state.s)'],
      ['opt_init, opt_update = rmsprop', 'opt_update, opt_init = rmsprop'],
      ['lr=0.05', 'lr=-0.05'],
    ],
  },
  {
    title: 'a point ahead of which a tensor is made, and the only gradient of a list',
    optimizer: 'nesterov',
    right: `for i in range(steps):
    ahead = (x + mu * v).detach().requires_grad_(True)
    grad, = torch.autograd.grad(f(ahead), ahead)
    v = mu * v - lr * grad
    x = x + v`,
    changes: [
      ['ahead = (x + mu * v)', 'ahead = (x - mu * v)'],
      ['x = x + v', 'x = x - v'],
    ],
  },
  {
    title: 'two coordinates, each with its gradient',
    optimizer: 'rmsprop',
    right: `x, y = -5.0, -2.0
sx, sy = 0.0, 0.0
for step in range(100):
    gx, gy = grad(x, y)
    sx = 0.9 * sx + 0.1 * gx ** 2
    sy = 0.9 * sy + 0.1 * gy ** 2
    x -= 0.1 / np.sqrt(sx + 1e-8) * gx
    y -= 0.1 / np.sqrt(sy + 1e-8) * gy`,
    changes: [
      ['(sy + 1e-8) * gy', '(sy + 1e-8) * gx'],
      ['0.1 * gy ** 2', '0.1 * gx ** 2'],
      ['np.sqrt(sy', 'np.sqrt(sx'],
      ['gx, gy = grad', 'gy, gx = grad'],
    ],
  },
  {
    title: 'entries that change their places in a shuffle',
    optimizer: 'sgd',
    language: 'javascript',
    right: `function shuffle(a) {
  for (let i = a.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [a[i], a[j]] = [a[j], a[i]];
  }
}
for (let epoch = 0; epoch < 50; epoch++) {
  shuffle(data);
  const dw = grad(w, data);
  w -= lr * dw;
}`,
    changes: [['  w -= lr * dw;', '  w -= lr * dw;\n  [w[0], w[1]] = [w[1], w[0]];']],
  },
  {
    title: 'one thing that an optimizer keeps all in',
    optimizer: 'momentum',
    right: `class Momentum:
    def __init__(self, lr=0.1, mu=0.9):
        self.lr, self.mu, self.v = lr, mu, 0
    def step(self, w, g):
        self.v = self.mu * self.v + g
        return w - self.lr * self.v`,
    changes: [
      ['self.mu * self.v', 'opt2.mu * self.v'],
      ['self.mu * self.v', 'self.mu * opt2.v'],
    ],
  },
  {
    title: 'what a function is given is what it moves',
    optimizer: 'sgd',
    right: `def sgd(w, g, lr):
    for i in range(len(w)):
        w[i] -= lr * g[i]
    return w`,
    changes: [
      ['len(w)', 'len(q)'],
      ['w[i] -=', 'q[i] -='],
    ],
  },
];

test.each(PARTS)('$title', ({ optimizer, language = 'python', right, changes }) => {
  const is = (code: string): boolean =>
    isRight(judgeRule(`\`\`\`${language}\n${code}\n\`\`\``, { expect: optimizer }), { expect: optimizer });
  expect(is(right)).toBe(true);
  for (const [from, to] of changes) {
    expect(right).toContain(from);
    expect([from, to, is(right.replace(from, to))]).toEqual([from, to, false]);
  }
});
