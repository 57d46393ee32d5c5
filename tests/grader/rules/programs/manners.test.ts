/** How a function is called is a part of what it does: what changes that is known, or the program is refused. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isMomentum = (language: string, code: string): boolean =>
  isRight(judgeRule('```' + language + `\n${code}\n` + '```', { expect: 'momentum' }), {
    expect: 'momentum',
  });

const python = (head: string, end = 'pass', more = ''): string => `class Momentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params = params
        self.lr = lr
        self.momentum = momentum
        self.v = [np.zeros_like(p) for p in params]
${more}
    ${head.replace('\n', '\n    ')}
        for i in range(len(self.params)):
            self.v[i] = self.momentum * self.v[i] + grads[i]
            self.params[i] -= self.lr * self.v[i]
        ${end}`;

const js = (head: string): string => `class Momentum {
  constructor(params, lr = 0.01, mu = 0.9) {
    this.params = params;
    this.lr = lr;
    this.mu = mu;
    this.v = params.map(() => 0);
  }
  static make(params) { return new Momentum(params); }
  get size() { return this.params.length; }
  ${head} {
    for (let i = 0; i < this.params.length; i++) {
      this.v[i] = this.mu * this.v[i] + grads[i];
      this.params[i] -= this.lr * this.v[i];
    }
  }
}`;

const HELPERS = `
    @property
    def size(self):
        return len(self.params)

    @staticmethod
    def norm(g):
        return np.sqrt((g ** 2).sum())

    @functools.lru_cache
    def name(self):
        return "momentum"
`;

describe('a step', () => {
  test.each([
    ['python', python('def step(self, grads):')],
    ['python', python('@torch.no_grad()\ndef step(self, grads):')],
    ['python', python('@partial(jax.jit, static_argnums=0)\ndef step(self, grads):')],
    ['python', python('@override\ndef step(self, grads):')],
    ['python', python('def step(self, grads):', 'pass', HELPERS)],
    ['js', js('step(grads)')],
    ['js', js('async step(grads)')],
  ])('is made in %s %#', (language, code) => {
    expect(isMomentum(language, code)).toBe(true);
  });

  test.each([
    ['python', python('@staticmethod\ndef step(self, grads):')],
    ['python', python('@property\ndef step(self, grads):')],
    ['python', python('@functools.lru_cache(maxsize=None)\ndef step(self, grads):')],
    ['python', python('@run_once\ndef step(self, grads):')],
    ['python', python('def step(grads):')],
    ['python', python('async def step(self, grads):')],
    ['python', python('def step(self, grads):', 'yield self.params')],
    ['js', js('static step(grads)')],
    ['js', js('get step()')],
    ['js', js('*step(grads)')],
  ])('and is not in %s %#', (language, code) => {
    expect(isMomentum(language, code)).toBe(false);
  });
});

test('a generator may go through all steps, and through the data', () => {
  const steps = `def momentum(w, lr=0.01, mu=0.9):
    v = 0
    for _ in range(100):
        v = mu * v + grad(w)
        w = w - lr * v
        yield w`;
  expect(isMomentum('python', steps)).toBe(true);
  const data = `def batches(X, y, size):
    for i in range(0, len(X), size):
        yield X[i:i + size], y[i:i + size]

v = 0
for epoch in range(10):
    for x_b, y_b in batches(X, y, 32):
        v = mu * v + grad(w, x_b, y_b)
        w = w - lr * v`;
  expect(isMomentum('python', data)).toBe(true);
});
