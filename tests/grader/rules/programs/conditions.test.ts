/** A question whether a state is there yet is one of the first time; whatever else a program asks leaves open when it is so. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const MOMENTUM = { expect: 'momentum' };
const isCalledRight = (rule: string): boolean => isRight(judgeRule(rule, MOMENTUM), MOMENTUM);

/** Its state is made under a condition. */
const MADE: Record<string, (asked: string) => string> = {
  Python: (asked) => `\`\`\`python
class Momentum:
    def __init__(self, lr=0.01, mu=0.9):
        self.lr, self.mu, self.v, self.t = lr, mu, None, 0
    def step(self, w, g):
        self.t += 1
        if ${asked}:
            self.v = np.zeros_like(w)
        self.v = self.mu * self.v + g
        return w - self.lr * self.v
\`\`\``,
  JavaScript: (asked) => `\`\`\`js
class Momentum {
  constructor(lr = 0.01, mu = 0.9) { this.lr = lr; this.mu = mu; this.v = null; this.t = 0; }
  step(w, g) {
    this.t++;
    if (${asked}) this.v = w.map(() => 0);
    for (let i = 0; i < w.length; i++) {
      this.v[i] = this.mu * this.v[i] + g[i];
      w[i] -= this.lr * this.v[i];
    }
  }
}
\`\`\``,
  Java: (asked) => `\`\`\`java
class Momentum {
    double lr = 0.01, mu = 0.9;
    double[] v = null;
    int t = 0;
    void step(double[] w, double[] g) {
        t++;
        if (${asked}) v = new double[w.length];
        for (int i = 0; i < w.length; i++) {
            v[i] = mu * v[i] + g[i];
            w[i] -= lr * v[i];
        }
    }
}
\`\`\``,
};

describe('a state that is made', () => {
  test.each([
    ['Python', 'self.v is None'],
    ['Python', 'not (self.v is not None)'],
    ['Python', 'self.t == 1'],
    ['Python', 'self.v is None and w is not None'],
    ['Python', 'w is not None and self.v is None'],
    ['Python', 'self.v is None or len(self.v) != len(w)'],
    ['JavaScript', '!this.v'],
    ['JavaScript', 'this.v === null'],
    ['JavaScript', "typeof this.v === 'undefined'"],
    ['JavaScript', 'g && !this.v'],
    ['JavaScript', '!this.v || this.v.length !== w.length'],
    ['Java', 'v == null'],
    ['Java', 'v == null || v.length != w.length'],
  ])('where it is not there yet, in %s: %s', (language, asked) => {
    expect(isCalledRight(MADE[language]!(asked))).toBe(true);
  });

  test.each([
    ['Python', 'not self.t % 10'],
    ['Python', 'self.v is None or self.t % 10 == 0'],
    ['Python', 'not self.t % 10 or self.v is None'],
    ['Python', 'self.v is None or self.v.sum() > 1'],
    ['Python', 'self.t == 1 or self.t > 50'],
    ['Python', 'self.t not in keep'],
    ['Python', 'self.v is None and self.log is not None'],
    ['JavaScript', '!this.v || this.t % 10 === 0'],
    ['JavaScript', '!(this.t % 10)'],
    ['JavaScript', 'this.v === null || this.t > 5'],
    ['Java', 'v == null || t % 10 == 0'],
    ['Java', '!(t > 5)'],
  ])('at other times, too, in %s: %s', (language, asked) => {
    expect(isCalledRight(MADE[language]!(asked))).toBe(false);
  });
});

const each = (header: string, guard: string, [w, g, v]: readonly string[]): string => `\`\`\`python
def step(model, params, grads, v, lr=0.01, mu=0.9):
    for ${header}:
        ${guard}
        ${v} = mu * ${v} + ${g}
        ${w} -= lr * ${v}
\`\`\``;
const BY_KEY = ['params[k]', 'grads[k]', 'v[k]'];
const BY_NUMBER = ['params[i]', 'grads[i]', 'v[i]'];

const once = (guard: string, head = 'def step(w, g, v, t, lr=0.01, mu=0.9)'): string => `\`\`\`python
${head}:
    ${guard}
    v = mu * v + g
    return w - lr * v, v
\`\`\``;

describe('what is left out', () => {
  test.each([
    each('k in params', 'if grads[k] is None: continue', BY_KEY),
    each('k in params', 'if k not in grads: continue', BY_KEY),
    each('i in range(len(params))', 'if grads[i] is None or params[i] is None: continue', BY_NUMBER),
    each('i in range(len(params))', 'if not params[i].requires_grad: continue', BY_NUMBER),
    once('if g is None: return w, v'),
  ])('for want of a gradient: %s', (rule) => {
    expect(isCalledRight(rule)).toBe(true);
  });

  test.each([
    each('k in params', 'if not k.endswith("W"): continue', BY_KEY),
    each('k in params', 'if "W" not in k: continue', BY_KEY),
    each('k in params', 'if grads[k] is None: return', BY_KEY),
    each('k in params', 'if grads[k] is None: break', BY_KEY),
    each('i in range(len(params))', 'if i == 0: continue', BY_NUMBER),
    each('i in range(len(params))', 'if not grads[i]: continue', BY_NUMBER),
    once('if t == 1: return w, v'),
    once('if not t % 5: return w, v'),
    once('if v is None: return w, v'),
    '```js\nclass Momentum {\n  constructor() { this.lr = 0.01; this.mu = 0.9; this.v = 0; this.t = 0; }\n  step(w, g) {\n    this.t++;\n    if (this.t === 1) return w;\n    this.v = this.mu * this.v + g;\n    return w - this.lr * this.v;\n  }\n}\n```',
    '```java\nclass Momentum {\n    double lr = 0.01, mu = 0.9, v = 0;\n    int t = 0;\n    double step(double w, double g) {\n        t++;\n        if (t == 1) return w;\n        v = mu * v + g;\n        return w - lr * v;\n    }\n}\n```',
  ])('for another reason: %s', (rule) => {
    expect(isCalledRight(rule)).toBe(false);
  });
});

test.each([
  ['opts.mu !== undefined ? opts.mu : 0.9', true],
  ["typeof opts.mu === 'undefined' ? 0.9 : opts.mu", true],
  ['opts.mu === undefined ? opts.mu : 0.9', false],
  ["typeof opts.mu === 'undefined' ? opts.mu : 0", false],
])('a number that is taken where it is given: %s', (given, isTaken) => {
  const program = [
    `this.mu = ${given};`,
    'this.v = 0;',
    '',
    'this.v = this.mu * this.v + g;',
    'w -= lr * this.v;',
  ];
  expect(isCalledRight(['```js', ...program, '```'].join('\n'))).toBe(isTaken);
});

test('a gradient that is named where it is asked for', () => {
  const program = [
    'for _ in range(T):',
    '    buf = g if (g := grad(w)) is not None and buf is None else mu * buf + g',
    '    w = w - lr * buf',
  ];
  expect(isCalledRight(['```python', ...program, '```'].join('\n'))).toBe(true);
});
