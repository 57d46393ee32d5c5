/** A rule moves every entry of the parameters, once in a step: a loop that does not is no rule that is right. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const ADAGRAD = { expect: 'adagrad' };

const LANGUAGES: Record<string, (header: string) => string> = {
  Python: (header) => `\`\`\`python
def step(w, g, acc, lr, eps):
    # acc: zeros at first
    for i in ${header}:
        acc[i] += g[i] * g[i]
        w[i] -= lr * g[i] / (np.sqrt(acc[i]) + eps)
\`\`\``,
  JavaScript: (header) => `\`\`\`js
function step(w, g, acc, lr, eps) {
  // acc: zeros at first
  for (${header}) {
    acc[i] += g[i] * g[i];
    w[i] -= lr * g[i] / (Math.sqrt(acc[i]) + eps);
  }
}
\`\`\``,
  'C++': (header) => `\`\`\`cpp
// acc must be zero-filled before the first call.
void adagrad_step(std::vector<float>& w, const std::vector<float>& g, std::vector<float>& acc, float lr, float eps)
{
    for (${header}) {
        acc[i] += g[i] * g[i];
        w[i] -= lr * g[i] / (std::sqrt(acc[i]) + eps);
    }
}
\`\`\``,
  Java: (header) => `\`\`\`java
// acc is filled with zeros before the first call
void step(double[] w, double[] g, double[] acc, double lr, double eps) {
    for (${header}) {
        acc[i] += g[i] * g[i];
        w[i] -= lr * g[i] / (Math.sqrt(acc[i]) + eps);
    }
}
\`\`\``,
  Go: (header) => `\`\`\`go
// acc is all zero before the first call
func Step(w, g, acc []float64, lr, eps float64) {
	for ${header} {
		acc[i] += g[i] * g[i]
		w[i] -= lr * g[i] / (math.Sqrt(acc[i]) + eps)
	}
}
\`\`\``,
  Rust: (header) => `\`\`\`rust
// acc is all zero before the first call
fn step(w: &mut [f64], g: &[f64], acc: &mut [f64], lr: f64, eps: f64) {
    for i in ${header} {
        acc[i] += g[i] * g[i];
        w[i] -= lr * g[i] / (acc[i].sqrt() + eps);
    }
}
\`\`\``,
};

const ALL: Record<string, readonly string[]> = {
  Python: [
    'range(len(w))',
    'range(n)',
    'range(0, len(w))',
    'range(len(g))',
    'range(len(w) - 1, -1, -1)',
    'np.arange(n)',
  ],
  JavaScript: [
    'let i = 0; i < w.length; i++',
    'let i = 0; w.length > i; ++i',
    'let i = 0; i <= w.length - 1; i += 1',
    'let i = 0; i !== n; i = i + 1',
    'let i = w.length - 1; i >= 0; i--',
    'let i = n - 1; i > -1; i -= 1',
  ],
  'C++': [
    'size_t i = 0; i < w.size(); ++i',
    'int i = 0; i < n; i++',
    'int i = 0; i <= n - 1; i += 1',
    'int i = n - 1; i >= 0; --i',
    // A thread of a graphics processor takes its own entries.
    'int i = thread; i < n; i += threads',
  ],
  Java: ['int i = 0; i < w.length; i++', 'int i = w.length - 1; i >= 0; i--'],
  Go: ['i := 0; i < len(w); i++', 'i := len(w) - 1; i >= 0; i--', 'i := range w'],
  Rust: ['0..w.len()', '0..n', '0..=n-1', '(0..w.len()).rev()'],
};

const SOME: Record<string, readonly string[]> = {
  Python: [
    'range(1, len(w))',
    'range(2, n)',
    'range(len(w) - 1)',
    'range(0, len(w) - 2)',
    'range(len(w) // 2)',
    'range(0, len(w), 2)',
    'range(len(w) - 1, 0, -1)',
    'range(len(w) + 1)',
    'range(1)',
    'range(len(w), 0, -1)',
    'range(len(w), 0)',
  ],
  JavaScript: [
    'let i = 1; i < w.length; i++',
    'let i = 0; i < w.length - 1; i++',
    'let i = 0; i < w.length / 2; i++',
    'let i = 0; i <= w.length; i++',
    'let i = 0; i > w.length; i++',
    'let i = 0; i < w.length; i--',
    'let i = 0; i < w.length; +-i',
    'let i = 0; i < w.length; i += 2',
    'let i = 0; i < w.length && g[i] > 0; i++',
    'let i = w.length - 1; i > 0; i--',
    'let i = 0; j < w.length; i++',
    'let i = 0; i < w.length; j++',
  ],
  'C++': [
    'size_t i = 1; i < w.size(); ++i',
    'size_t i = 0; i < w.size() - 1; ++i',
    'size_t i = 0; i < n / 2; ++i',
    'size_t i = 0; i <= w.size(); ++i',
    'size_t i = 0; i > w.size(); ++i',
    'size_t i = 0; i < w.size(); --i',
    'size_t i = 0; i < w.size(); +-i',
    'int i = n - 1; i > 0; --i',
  ],
  Java: [
    'int i = 1; i < w.length; i++',
    'int i = 0; i < w.length - 1; i++',
    'int i = 0; i >= w.length; i++',
    'int i = 0; i < w.length / 2; i++',
  ],
  Go: [
    'i := 1; i < len(w); i++',
    'i := 0; i < len(w)-1; i++',
    'i := 0; i > len(w); i++',
    'i := 0; i < len(w); i += 2',
  ],
  Rust: ['1..w.len()', '0..w.len() - 1', '(1..w.len()).rev()', '(0..w.len()).step_by(2)'],
};

const cases = (table: Record<string, readonly string[]>): [string, string][] =>
  Object.entries(table).flatMap(([language, headers]) =>
    headers.map((each): [string, string] => [language, each]),
  );

describe('a loop over entries', () => {
  test.each(cases(ALL))('that goes through all of them, in %s: %s', (language, header) => {
    const found = judgeRule(LANGUAGES[language]!(header), ADAGRAD);
    expect({ isRight: isRight(found, ADAGRAD), message: found.message }).toEqual({
      isRight: true,
      message: 'This is AdaGrad.',
    });
  });

  test.each(cases(SOME))('that does not, in %s: %s', (language, header) => {
    const found = judgeRule(LANGUAGES[language]!(header), ADAGRAD);
    expect(isRight(found, ADAGRAD)).toBe(false);
    // Which names it is about, or which entries.
    expect(found.message).toMatch(/a loop that|gets no value|not understood/i);
  });
});

/** Arrays that an object keeps. */
const OBJECTS: Record<string, (header: string) => string> = {
  Python: (header) => `\`\`\`python
class Momentum:
    def __init__(self, params, lr=0.01, mu=0.9):
        self.params, self.lr, self.mu = params, lr, mu
        self.v = [np.zeros_like(p) for p in params]
    def step(self, grads):
        for i in ${header}:
            self.v[i] = self.mu * self.v[i] + grads[i]
            self.params[i] -= self.lr * self.v[i]
\`\`\``,
  JavaScript: (header) => `\`\`\`js
class Momentum {
  constructor(w, lr = 0.01, mu = 0.9) { this.w = w; this.lr = lr; this.mu = mu; this.v = new Array(w.length).fill(0); }
  step(g) {
    for (${header}) {
      this.v[i] = this.mu * this.v[i] + g[i];
      this.w[i] -= this.lr * this.v[i];
    }
  }
}
\`\`\``,
  Java: (header) => `\`\`\`java
class Momentum {
    double[] w, v;
    double lr = 0.01, mu = 0.9;
    Momentum(double[] w) { this.w = w; this.v = new double[w.length]; }
    void step(double[] g) {
        for (${header}) {
            v[i] = mu * v[i] + g[i];
            w[i] -= lr * v[i];
        }
    }
}
\`\`\``,
};

describe('a loop over the entries of fields', () => {
  test.each([
    ['Python', 'range(len(self.params))', true],
    ['Python', 'range(len(self.v))', true],
    ['Python', 'range(len(self.params) - 1)', false],
    ['Python', 'range(len(self.v) // 2)', false],
    ['Python', 'range(len(self.params[0]))', false],
    ['JavaScript', 'let i = 0; i < this.w.length; i++', true],
    ['JavaScript', 'let i = 0; i < this.w.length - 1; i++', false],
    ['JavaScript', 'let i = 0; i <= this.w.length; i++', false],
    ['JavaScript', 'let i = this.w.length; i > 0; i--', false],
    ['Java', 'int i = 0; i < w.length; i++', true],
    ['Java', 'int i = 0; i < this.w.length - 1; i++', false],
  ])('in %s: %s is all of them: %p', (language, header, isAll) => {
    const expected = { expect: 'momentum' };
    expect(isRight(judgeRule(OBJECTS[language]!(header), expected), expected)).toBe(isAll);
  });
});

const inPython = (above: string, loop: string, below = ''): string => `\`\`\`python
acc = 0
${above}
${loop}:
    g = grad(w)
    acc += g ** 2
    w -= lr * g / (np.sqrt(acc) + eps)
    ${below}
\`\`\``;

const inScript = (loop: string, below = ''): string => `\`\`\`js
let acc = 0;
${loop} {
  const g = grad(w);
  acc += g * g;
  w -= lr * g / (Math.sqrt(acc) + eps);
  ${below}
}
\`\`\``;

describe('a loop over steps', () => {
  test.each([
    inPython('', 'for _ in range(1000)'),
    inPython('T = 1000', 'for t in range(T)'),
    // What is counted before it is no number that stays.
    inPython('T = 0\nT += 100', 'for t in range(T)'),
    inPython('t = 0', 'while t < T', 't += 1'),
    inPython('', 'while np.linalg.norm(grad(w)) > tol'),
    inScript('for (let k = 0; k < 1000; k++)'),
    inScript('for (let k = n; k > 0; k--)'),
    inScript('let k = 0; while (k < n)', 'k++;'),
  ])('that is gone through: %s', (rule) => {
    expect(judgeRule(rule, ADAGRAD).message).toBe('This is AdaGrad.');
  });

  test.each([
    inPython('', 'for _ in range(0)'),
    inPython('T = 0', 'for t in range(T)'),
    inPython('', 'for t in range(T, 0)'),
    inPython('', 'for t in range(0, T, -1)'),
    inPython('t = 0', 'while t > T', 't += 1'),
    inPython('t = 0', 'while t < T', 't -= 1'),
    inPython('', 'while np.linalg.norm(grad(w)) < tol'),
    inScript('for (let k = 1; k > n; k++)'),
    inScript('for (let k = 0; k < 1000; k--)'),
    inScript('for (let k = 1; k <= 0; k++)'),
    inScript('let k = 0; while (k > n)', 'k++;'),
    '```cpp\ndouble acc = 0;\nfor (int t = 1; t > T; t++) {\n  double g = grad(w);\n  acc += g * g;\n  w -= lr * g / (std::sqrt(acc) + eps);\n}\n```',
    '```go\nacc := 0.0\nfor t := 1; t > T; t++ {\n\tg := grad(w)\n\tacc += g * g\n\tw -= lr * g / (math.Sqrt(acc) + eps)\n}\n```',
  ])('that is not, or without end: %s', (rule) => {
    expect(isRight(judgeRule(rule, ADAGRAD), ADAGRAD)).toBe(false);
    expect(judgeRule(rule, ADAGRAD).message).toMatch(/a loop that/);
  });
});
