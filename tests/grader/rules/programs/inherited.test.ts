/** A class may build on another one of the program: it is read with what it inherits, and nothing else is judged in its place. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const judged = (fence: string, program: string, expect: string): ReturnType<typeof judgeRule> =>
  judgeRule(['```' + fence, program, '```'].join('\n'), { expect });

const isCalledRight = (fence: string, program: string, expect: string): boolean =>
  isRight(judged(fence, program, expect), { expect });

const SGD = `class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr
    def direction(self, g):
        return g
    def step(self, w, g):
        return w - self.lr * self.direction(g)
`;

const JS = `class SGD {
  constructor(lr = 0.01) { this.lr = lr; }
  step(w, g) { return w - this.lr * g; }
}
`;

/** Momentum by what it hands to the step of its base class. */
const MOMENTA: readonly (readonly [fence: string, program: (given: string) => string])[] = [
  [
    'python',
    (given) => `${SGD}
class Momentum(SGD):
    def __init__(self, lr=0.01, mu=0.9):
        super().__init__(lr)
        self.mu, self.v = mu, 0.0
    def step(self, w, g):
        self.v = self.mu * self.v + g
        return super().step(w, self.${given})`,
  ],
  [
    'python',
    (given) => `${SGD}
class Momentum(SGD):
    def __init__(self, lr=0.01, mu=0.9):
        SGD.__init__(self, lr)
        self.mu, self.v = mu, 0.0
    def direction(self, g):
        self.v = self.mu * self.v + g
        return self.${given}`,
  ],
  [
    'js',
    (given) => `${JS}
class Momentum extends SGD {
  constructor(lr = 0.01, mu = 0.9) { super(lr); this.mu = mu; this.v = 0; }
  step(w, g) { this.v = this.mu * this.v + g; return super.step(w, this.${given}); }
}`,
  ],
  [
    'java',
    (given) => `class SGD {
  protected double lr = 0.01, v = 0;
  double step(double w, double g) { return w - lr * g; }
}
class Momentum extends SGD {
  private double mu = 0.9;
  @Override double step(double w, double g) { v = mu * v + g; return super.step(w, ${given}); }
}`,
  ],
  [
    'cpp',
    (given) => `struct SGD {
  double lr = 0.01;
  virtual double step(double w, double g) { return w - lr * g; }
};
struct Momentum : public SGD {
  double mu = 0.9, v = 0;
  double step(double w, double g) override { v = mu * v + g; return SGD::step(w, ${given}); }
};`,
  ],
];

describe('a class that builds on another one', () => {
  test.each(MOMENTA)('is read with what it inherits, %#: %s', (fence, program) => {
    expect(isCalledRight(fence, program('v'), 'momentum')).toBe(true);
    expect(isCalledRight(fence, program('mu'), 'momentum')).toBe(false);
    expect(isCalledRight(fence, program('v'), 'sgd')).toBe(true);
  });

  test('gives its base what the base asks for, in the order in which it does', () => {
    const program = (args: string): string => `class Base:
    def __init__(self, lr, mu):
        self.lr, self.mu, self.v = lr, mu, 0.0
class Momentum(Base):
    def __init__(self, lr=0.01, mu=0.9):
        super().__init__(${args})
    def step(self, w, g):
        self.v = self.mu * self.v + g
        return w - self.lr * self.v`;
    expect(isCalledRight('python', program('lr, mu'), 'momentum')).toBe(true);
    expect(isCalledRight('python', program('mu=mu, lr=lr'), 'momentum')).toBe(true);
    expect(isCalledRight('python', program('lr, 0.0'), 'momentum')).toBe(false);
  });

  test.each([
    [
      'clears the state',
      '    def step(self, w, g):\n        self.v = 0.0\n        return super().step(w, g)',
    ],
    ['turns the gradient', '    def step(self, w, g):\n        return super().step(w, -g)'],
    ['does what is not known', '    def step(self, w, g):\n        return super().step(w, wild(g))'],
  ])('may undo what that does: it %s', (_, method) => {
    const momentum = `class Momentum:
    def __init__(self, lr=0.01, mu=0.9):
        self.lr, self.mu, self.v = lr, mu, 0.0
    def step(self, w, g):
        self.v = self.mu * self.v + g
        return w - self.lr * self.v
`;
    expect(isCalledRight('python', momentum, 'momentum')).toBe(true);
    const logged = '    def step(self, w, g):\n        print(g)\n        return super().step(w, g)';
    expect(isCalledRight('python', `${momentum}\nclass Mine(Momentum):\n${logged}`, 'momentum')).toBe(true);
    expect(isCalledRight('python', `${momentum}\nclass Mine(Momentum):\n${method}`, 'momentum')).toBe(false);
  });
});

test.each([
  [
    'a class',
    `${SGD}\nclass Momentum:\n    def step(self, w, g):\n        self.v = wild(self.v, g)\n        return w - self.lr * self.v`,
  ],
  [
    'a function',
    'def sgd(w, g, lr=0.1):\n    return w - lr * g\n\ndef momentum(w, g, v, lr=0.1):\n    v = wild(v, g)\n    return w - lr * v, v',
  ],
])('what was asked for and cannot be read is not judged by what stands beside it: %s', (_, program) => {
  expect(judged('python', program, 'momentum').understood).toBe(false);
  expect(isCalledRight('python', program, 'sgd')).toBe(true);
});

test('a method that others call is a part of what they do', () => {
  const program = (inside: string, outside: string): string => `class Adam:
    def __init__(self, params, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
        self.params, self.lr, self.b1, self.b2, self.eps, self.t = params, lr, b1, b2, eps, 0
        self.m = [np.zeros_like(p) for p in params]
        self.v = [np.zeros_like(p) for p in params]
    def step(self, grads):
        ${outside}
        for i in range(len(self.params)):
            self._one(i, grads[i])
    def _one(self, i, g):
        ${inside}
        self.m[i] = self.b1 * self.m[i] + (1 - self.b1) * g
        self.v[i] = self.b2 * self.v[i] + (1 - self.b2) * g ** 2
        mh = self.m[i] / (1 - self.b1 ** self.t)
        vh = self.v[i] / (1 - self.b2 ** self.t)
        self.params[i] -= self.lr * mh / (np.sqrt(vh) + self.eps)`;
  expect(isCalledRight('python', program('pass', 'self.t += 1'), 'adam')).toBe(true);
  expect(isCalledRight('python', program('self.t += 1', 'pass'), 'adam')).toBe(false);
});
