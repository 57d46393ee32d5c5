/** What a function changes it changes for those who call it: a step may be spread over methods, closures and functions. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (fence: string, program: string, expect: string): boolean =>
  isRight(judgeRule(['```' + fence, program, '```'].join('\n'), { expect }), { expect });

/** Momentum whose velocity another method or function makes, with what it does there. */
const VELOCITIES: readonly (readonly [fence: string, change: string, program: (change: string) => string])[] =
  [
    [
      'python',
      'self.v = self.mu * self.v + g',
      (change) => `class Momentum:
    def __init__(self, lr=0.01, mu=0.9):
        self.lr, self.mu, self.v = lr, mu, 0.0
    def step(self, w, g):
        self._velocity(g)
        return w - self.lr * self.v
    def _velocity(self, g):
        ${change}`,
    ],
    [
      'js',
      'v = mu * v + g;',
      (change) => `function momentum(lr = 0.01, mu = 0.9) {
  let v = 0;
  const accumulate = (g) => { ${change} };
  return (w, g) => { accumulate(g); return w - lr * v; };
}`,
    ],
    [
      'js',
      'state.v = mu * state.v + g;',
      (change) => `const state = { v: 0 };
function accumulate(state, g) { ${change} }
function step(w, g) { accumulate(state, g); return w - lr * state.v; }`,
    ],
    [
      'java',
      'v = mu * v + g;',
      (change) => `class Momentum {
  private double lr = 0.01, mu = 0.9, v = 0;
  private void accumulate(double g) { ${change} }
  double step(double w, double g) { accumulate(g); return w - lr * v; }
}`,
    ],
    [
      'cpp',
      'v = mu * v + g;',
      (change) => `class Momentum {
  double lr = 0.01, mu = 0.9, v = 0;
  void accumulate(double g) { ${change} }
public:
  double step(double w, double g) { accumulate(g); return w - lr * v; }
};`,
    ],
    [
      'rust',
      'self.v = self.mu * self.v + g;',
      (change) => `struct Momentum { lr: f64, mu: f64, v: f64 }
impl Momentum {
    fn new(lr: f64, mu: f64) -> Self { Momentum { lr, mu, v: 0.0 } }
    fn accumulate(&mut self, g: f64) { ${change} }
    fn step(&mut self, w: f64, g: f64) -> f64 { self.accumulate(g); w - self.lr * self.v }
}`,
    ],
    [
      'go',
      'o.v = o.mu*o.v + g',
      (change) => `type Momentum struct { lr, mu, v float64 }
func (o *Momentum) accumulate(g float64) { ${change} }
func (o *Momentum) Step(w, g float64) float64 {
	o.accumulate(g)
	return w - o.lr*o.v
}`,
    ],
  ];

describe('a state that another function changes', () => {
  test.each(VELOCITIES)('is kept from step to step: %s, %s', (fence, change, program) => {
    expect(isCalledRight(fence, program(change), 'momentum')).toBe(true);
  });

  test.each(VELOCITIES)('is what that function makes of it: %s, %s', (fence, change, program) => {
    const turned = change.replace(/\+ g/, '- g');
    const lost = change.replace(/= .* \+ g/, '= g');
    for (const other of [turned, lost]) expect(isCalledRight(fence, program(other), 'momentum')).toBe(false);
  });

  test('by the name that it has where the function is called', () => {
    const program = (entry: string): string => `def accumulate(s, g, mu=0.9):
    for i in range(len(s)):
        s[i] = mu * s[i] + g[i]

def step(w, g, velocity, lr=0.1):
    accumulate(velocity, g)
    for i in range(len(w)):
        w[i] -= lr * ${entry}[i]`;
    expect(isCalledRight('python', program('velocity'), 'momentum')).toBe(true);
    expect(isCalledRight('python', program('g'), 'momentum')).toBe(false);
  });

  test.each([
    ['self.t += 1', '', true],
    ['self.t += 1', '\n            self.tick()', false],
    ['self.t += 2', '', false],
    ['self.t = 1', '', false],
  ])('steps are counted by %s', (tick, again, isRightThen) => {
    const program = `class Adam:
    def __init__(self, params, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
        self.params, self.lr, self.b1, self.b2, self.eps, self.t = params, lr, b1, b2, eps, 0
        self.m = [np.zeros_like(p) for p in params]
        self.v = [np.zeros_like(p) for p in params]
    def tick(self):
        ${tick}
    def step(self, grads):
        self.tick()
        for i, g in enumerate(grads):
            self.m[i] = self.b1 * self.m[i] + (1 - self.b1) * g
            self.v[i] = self.b2 * self.v[i] + (1 - self.b2) * g ** 2
            mh = self.m[i] / (1 - self.b1 ** self.t)
            vh = self.v[i] / (1 - self.b2 ** self.t)
            self.params[i] -= self.lr * mh / (np.sqrt(vh) + self.eps)${again}`;
    expect(isCalledRight('python', program, 'adam')).toBe(isRightThen);
  });
});

describe('a method that hands out a state', () => {
  const adagrad = (get: readonly string[], change: string): boolean => {
    const program = `class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps, self.h = lr, eps, {}
    def get(self, key, w):
${get.map((line) => `        ${line}`).join('\n')}
    def step(self, key, w, g):
        h = self.get(key, w)
        ${change}
        w -= self.lr * g / (np.sqrt(h) + self.eps)`;
    return isCalledRight('python', program, 'adagrad');
  };
  const MADE = ['if key not in self.h:', '    self.h[key] = np.zeros_like(w)', 'return self.h[key]'];
  const NAMED = [
    'h = self.h.get(key)',
    'if h is None:',
    '    h = np.zeros_like(w)',
    '    self.h[key] = h',
    'return h',
  ];

  test.each([
    [MADE, 'h += g * g'],
    [MADE, 'h[:] = h + g * g'],
    [MADE, 'h = self.h[key] = h + g * g'],
    [NAMED, 'h += g * g'],
  ])('hands out the state itself: %j %s', (get, change) => {
    expect(adagrad(get, change)).toBe(true);
  });

  test.each([
    [MADE, 'h = h + g * g'],
    [[...MADE.slice(0, 2), 'return self.h[key].copy()'], 'h += g * g'],
    [['self.h[key] = np.zeros_like(w)', 'return self.h[key]'], 'h += g * g'],
    [['if key not in self.h:', '    self.h[key] = np.ones_like(w)', 'return self.h[key]'], 'h += g * g'],
  ])('or something else: %j %s', (get, change) => {
    expect(adagrad(get, change)).toBe(false);
  });

  test('a reference of C++ is that state, too', () => {
    const program = (change: string): string => `class Adagrad {
  double lr_ = 0.01, eps_ = 1e-8;
  std::unordered_map<const vec_t *, vec_t> hist_;
  vec_t &get(const vec_t &key) {
    vec_t &h = hist_[&key];
    if (h.empty()) h.resize(key.size(), 0.0);
    return h;
  }
public:
  void update(const vec_t &dW, vec_t &W) {
    vec_t &g = get(W);
    for (size_t i = 0; i < W.size(); ++i) {
      ${change}
      W[i] -= lr_ * dW[i] / (std::sqrt(g[i]) + eps_);
    }
  }
};`;
    expect(isCalledRight('cpp', program('g[i] += dW[i] * dW[i];'), 'adagrad')).toBe(true);
    expect(isCalledRight('cpp', program('g[i] = dW[i] * dW[i];'), 'adagrad')).toBe(false);
  });
});

test.each([
  ['v = self.v\n        v *= self.mu\n        v += g', true],
  ['v = self.v\n        v[:] = self.mu * v + g', true],
  ['v = self.v\n        v = self.mu * v + g', false],
  ['v = self.v.copy()\n        v *= self.mu\n        v += g', false],
])('a name for a state within a method: %s', (body, isRightThen) => {
  const program = `class Momentum:
    def __init__(self, n, lr=0.01, mu=0.9):
        self.lr, self.mu, self.v = lr, mu, np.zeros(n)
    def velocity(self, g):
        ${body}
    def step(self, w, g):
        self.velocity(g)
        w -= self.lr * self.v`;
  expect(isCalledRight('python', program, 'momentum')).toBe(isRightThen);
});
