/** A rule makes its step every time, for every parameter: what leaves a step out, or the parameters behind one, is no rule that is right. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

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
