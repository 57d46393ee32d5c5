/** What states are made of: an array of its own, of real numbers, with entries in it, under the name that the step asks for. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const is = (optimizer: string, language: string, code: string): boolean =>
  isRight(judgeRule('```' + language + `\n${code}\n` + '```', { expect: optimizer }), { expect: optimizer });

interface Form {
  language: string;
  program: (start: string) => string;
  right: string[];
  wrong: string[];
}

const FORMS: Form[] = [
  {
    language: 'js',
    program: (start) => `let w = [0.5, -0.3];
const v = ${start};
const order = new Int32Array(n);
for (let k = 0; k < 100; k++) {
  const g = grad(w);
  for (let i = 0; i < w.length; i++) {
    v[i] = mu * v[i] + g[i];
    w[i] -= lr * v[i];
  }
}`,
    right: ['new Float64Array(w.length)', 'new Array(w.length).fill(0)', 'w.map(() => 0)', '[0, 0]'],
    wrong: [
      'new Int32Array(w.length)',
      'new Uint8Array(w.length).fill(0)',
      'new Array(w.length)',
      '[]',
      '{}',
      '[...w]',
      '[0.5, -0.3]',
    ],
  },
  {
    language: 'python',
    program: (start) => `v = ${start}
for k in range(100):
    g = grad(w)
    for i in range(n):
        v[i] = mu * v[i] + g[i]
        w[i] -= lr * v[i]`,
    right: [
      'np.zeros(n)',
      'np.zeros(n, dtype=float)',
      '[0] * n',
      'np.array([0.0] * n)',
      'np.zeros(n, dtype=np.float32)',
    ],
    wrong: [
      'np.zeros(n, dtype=int)',
      'np.zeros(n, int)',
      'np.zeros(n).astype(int)',
      'torch.LongTensor(n).zero_()',
      'np.array([0] * n)',
      'np.zeros(n, dtype=np.int64)',
      '[]',
      '[*w]',
    ],
  },
  {
    language: 'python',
    program: (start) => `v = ${start}
for k in range(100):
    v = mu * v + grad(w)
    w = w - lr * v`,
    // Another array takes its place.
    right: ['np.zeros(n, dtype=int)', 'np.array([0, 0])'],
    wrong: ['np.array([0, 1])', 'w.copy()'],
  },
];

describe.each(FORMS)('in $language', ({ language, program, right, wrong }) => {
  test.each(right)('a state may be made as %s', (start) => {
    expect(is('momentum', language, program(start))).toBe(true);
  });
  test.each(wrong)('and not as %s', (start) => {
    expect(is('momentum', language, program(start))).toBe(false);
  });
});

test('what JavaScript does not find may be given a number where it is asked for', () => {
  const program = (old: string): string => `const v = [];
function step(w, g) {
  for (let i = 0; i < w.length; i++) {
    v[i] = mu * ${old} + g[i];
    w[i] -= lr * v[i];
  }
}`;
  expect(is('momentum', 'js', program('(v[i] || 0)'))).toBe(true);
  expect(is('momentum', 'js', program('(v[i] ?? 0)'))).toBe(true);
  expect(is('momentum', 'js', program('v[i]'))).toBe(false);
});

describe('each state has an array of its own', () => {
  const adam = (fields: string, init = ''): string => `class Adam:
${fields}
    def __init__(self, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.t = 0
${init}
    def step(self, w, g):
        self.t += 1
        for i in range(len(w)):
            self.m[i] = self.b1 * self.m[i] + (1 - self.b1) * g[i]
            self.v[i] = self.b2 * self.v[i] + (1 - self.b2) * g[i] ** 2
            w[i] -= self.lr * (self.m[i] / (1 - self.b1 ** self.t)) / (np.sqrt(self.v[i] / (1 - self.b2 ** self.t)) + self.eps)`;
  test.each(['[0.0] * 10', 'np.zeros(10)'])('of %s', (array) => {
    expect(is('adam', 'python', adam(`    m = ${array}\n    v = ${array}`))).toBe(true);
    expect(is('adam', 'python', adam('', `        self.m = ${array}\n        self.v = ${array}`))).toBe(true);
    expect(is('adam', 'python', adam(`    m = v = ${array}`))).toBe(false);
    expect(is('adam', 'python', adam('', `        self.m = self.v = ${array}`))).toBe(false);
  });

  const cpp = (v: string): string => `class Adam {
  double lr, b1, b2, eps;
  int t = 0;
  std::vector<double> m; std::vector<double>${v};
public:
  Adam(size_t n, double lr, double b1, double b2, double eps)
    : lr(lr), b1(b1), b2(b2), eps(eps), m(n, 0.0)${v === ' v' ? ', v(n, 0.0)' : ''} {}
  void step(std::vector<double>& w, const std::vector<double>& g) {
    ++t;
    for (size_t i = 0; i < w.size(); ++i) {
      m[i] = b1 * m[i] + (1 - b1) * g[i];
      v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
      w[i] -= lr * (m[i] / (1 - std::pow(b1, t))) / (std::sqrt(v[i] / (1 - std::pow(b2, t))) + eps);
    }
  }
};`;
  test('which a reference in C++ is not', () => {
    expect(is('adam', 'cpp', cpp(' v'))).toBe(true);
    expect(is('adam', 'cpp', cpp('& v = m'))).toBe(false);
  });
});

describe('an object has the fields that its constructor makes', () => {
  const python = (name: string, made: string, step = 'pass'): string => `class Momentum:
    def ${name}(self, lr=0.01, mu=0.9):
        self.lr, self.mu = lr, mu
        ${made}
    def step(self, w, g):
        ${step}
        self.v = self.mu * self.v + g
        return w - self.lr * self.v`;
  const js = (name: string, made: string): string => `class Momentum {
  ${name}(lr = 0.01, mu = 0.9) { this.lr = lr; this.mu = mu; ${made} }
  step(w, g) {
    this.v = this.mu * this.v + g;
    return w - this.lr * this.v;
  }
}`;
  test.each([
    ['python', python('__init__', 'self.v = 0')],
    ['python', python('__init__', 'self.v = None', 'if self.v is None: self.v = 0')],
    ['python', python('__init__', 'pass', 'if not hasattr(self, "v"): self.v = 0')],
    ['python', python('__init__', 'self.reset()') + '\n    def reset(self):\n        self.v = 0'],
    ['js', js('constructor', 'this.v = 0;')],
  ])('in %s %#', (language, code) => {
    expect(is('momentum', language, code)).toBe(true);
  });
  test.each([
    ['python', python('_init_', 'self.v = 0')],
    ['python', python('__int__', 'self.v = 0')],
    ['python', python('__init__', 'v = 0')],
    ['python', python('__init__', 'self.u = None', 'if self.v is None: self.v = 0')],
    ['js', js('contructor', 'this.v = 0;')],
    ['js', js('constructor', 'let v = 0;')],
  ])('and no others in %s %#', (language, code) => {
    expect(is('momentum', language, code)).toBe(false);
  });
});
