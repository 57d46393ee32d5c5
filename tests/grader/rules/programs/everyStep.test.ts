/** A rule makes its step every time, for every parameter: what leaves a step out, or the parameters behind one, is no rule that is right. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

/** A step of SGD with momentum, with something before the loop over its parameters, at the end of a turn and behind the loop. */
interface Put {
  before?: string;
  within?: string;
  behind?: string;
}

const LANGUAGES: Record<string, (put: Put) => string> = {
  Python: ({ before = 'pass', within = 'pass', behind = 'pass' }) => `\`\`\`python
class Momentum:
    def __init__(self, w, lr=0.01, mu=0.9):
        self.w, self.lr, self.mu = w, lr, mu
        self.v = [0.0] * len(w)
        self.t = 0
        self.frozen = False
    def step(self, g):
        self.t += 1
        ${before}
        for i in range(len(self.w)):
            self.v[i] = self.mu * self.v[i] + g[i]
            self.w[i] -= self.lr * self.v[i]
            ${within}
        ${behind}
\`\`\``,
  JavaScript: ({ before = '', within = '', behind = '' }) => `\`\`\`js
class Momentum {
  constructor(w, lr = 0.01, mu = 0.9) {
    this.w = w; this.lr = lr; this.mu = mu; this.v = w.map(() => 0); this.t = 0;
  }
  step(g) {
    this.t++;
    ${before}
    for (let i = 0; i < this.w.length; i++) {
      this.v[i] = this.mu * this.v[i] + g[i];
      this.w[i] -= this.lr * this.v[i];
      ${within}
    }
    ${behind}
  }
}
\`\`\``,
  Java: ({ before = '', within = '', behind = '' }) => `\`\`\`java
class Momentum {
    double lr = 0.01, mu = 0.9;
    double[] v;
    int t = 0;
    Momentum(int n) { v = new double[n]; }
    void step(double[] w, double[] g) {
        t++;
        ${before}
        for (int i = 0; i < w.length; i++) {
            v[i] = mu * v[i] + g[i];
            w[i] -= lr * v[i];
            ${within}
        }
        ${behind}
    }
}
\`\`\``,
};

const isCalledRight = (rule: string, expect = 'momentum'): boolean =>
  isRight(judgeRule(rule, { expect }), { expect });

describe('a return without a value', () => {
  const RETURN: Record<string, string> = { Python: 'return', JavaScript: 'return;', Java: 'return;' };

  test.each(Object.entries(LANGUAGES))(
    'at the end of a step leaves nothing out, in %s',
    (language, program) => {
      expect(isCalledRight(program({}))).toBe(true);
      expect(isCalledRight(program({ behind: RETURN[language]! }))).toBe(true);
    },
  );

  test.each<[string, Put]>([
    ['Python', { before: 'return' }],
    ['Python', { within: 'return' }],
    ['Python', { before: 'if self.t % 2: return' }],
    ['Python', { within: 'if self.w[i] > 1: return' }],
    ['JavaScript', { before: 'return;' }],
    ['JavaScript', { within: 'return;' }],
    ['JavaScript', { before: 'if (this.t % 2 === 0) return;' }],
    ['Java', { within: 'return;' }],
    ['Java', { before: 'if (t % 2 == 0) return;' }],
  ])('before that leaves something out, in %s: %p', (language, put) => {
    expect(isCalledRight(LANGUAGES[language]!(put))).toBe(false);
  });
});

describe('a step count', () => {
  const program = (behind: string, more = ''): string => `\`\`\`python
class Adam:
    def __init__(self, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps = lr, b1, b2, eps
        self.m, self.v, self.t = 0, 0, 0
    def step(self, w, g):
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * g
        self.v = self.b2 * self.v + (1 - self.b2) * g ** 2
        w = w - self.lr * (self.m / (1 - self.b1 ** self.t)) / (np.sqrt(self.v / (1 - self.b2 ** self.t)) + self.eps)
        ${behind}
        return w
    ${more}
\`\`\``;

  test('grows with every step, and may be set back by whoever calls for it', () => {
    expect(isCalledRight(program('pass'), 'adam')).toBe(true);
    expect(isCalledRight(program('pass', 'def reset(self): self.m, self.v, self.t = 0, 0, 0'), 'adam')).toBe(
      true,
    );
  });

  test.each([
    program('self.t = 0'),
    program('self.t = 1'),
    program('self.clear()', 'def clear(self): self.t = 0'),
    '```python\nt, m, v = 0, 0, 0\nfor k in range(100):\n    t += 1\n    g = grad(w)\n    m = b1 * m + (1 - b1) * g\n    v = b2 * v + (1 - b2) * g ** 2\n    w -= lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps)\n    t = 0\n```',
  ])('that each step sets back never grows: %s', (rule) => {
    expect(isCalledRight(rule, 'adam')).toBe(false);
  });

  test('that is shown, and used by no rule, may begin with each epoch', () => {
    const lines = [
      'v = 0',
      'for epoch in range(10):',
      '    i = 0',
      '    for x, y in batches:',
      '        g = grad(w, x, y)',
      '        v = mu * v + g',
      '        w -= lr * v',
      '        i += 1',
      '        if i % 100 == 0:',
      '            print(i)',
    ];
    expect(isCalledRight(['```python', ...lines, '```'].join('\n'))).toBe(true);
  });
});
