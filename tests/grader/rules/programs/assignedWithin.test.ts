/** The law of assignments within others and of patterns: `const v = (this.v ??= 0)` gives the field its value first, `const { v } = this` reads it. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

/** AdaGrad that makes its state in the first step. */
const adagrad = (made: string, index = '[i]'): string =>
  [
    '```typescript',
    'class AdaGrad {',
    '  private acc?: number[];',
    '  constructor(private readonly lr = 0.1, private readonly eps = 1e-8) {}',
    '  apply(w: number[], dw: number[]): void {',
    `    ${made}`,
    '    for (let i = 0; i < w.length; i++) {',
    `      acc${index} += dw[i] * dw[i];`,
    `      w[i] -= (this.lr / (Math.sqrt(acc${index}) + this.eps)) * dw[i];`,
    '    }',
    '  }',
    '}',
    '```',
  ].join('\n');

test('a state that an expression makes where there is none', () => {
  const right = [
    'const acc = (this.acc ??= w.map(() => 0));',
    'const acc = this.acc ??= new Array(w.length).fill(0);',
    'this.acc ??= w.map(() => 0); const { acc } = this;',
    'this.acc ??= w.map(() => 0); const { acc: acc } = this;',
  ];
  expect(right.filter((made) => !isCalledRight(adagrad(made), 'adagrad'))).toEqual([]);
  const wrong = [
    'const acc = (this.acc = w.map(() => 0));',
    'const acc = this.acc ?? w.map(() => 0);',
    'const acc = (this.acc ??= w.map(() => 1));',
    'const acc = (this.acc ??= w);',
    'const acc = (this.other ??= w.map(() => 0)) && w.map(() => 0);',
  ];
  expect(wrong.filter((made) => isCalledRight(adagrad(made), 'adagrad'))).toEqual([]);
  expect(isCalledRight(adagrad(right[0]!, '[0]'), 'adagrad')).toBe(false);
});

/** Adam that reads its fields by a pattern. */
const adam = (pattern: string, counted: string): string =>
  [
    '```javascript',
    'class Adam {',
    '  constructor(n, lr = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8) {',
    '    this.lr = lr; this.beta1 = beta1; this.beta2 = beta2; this.eps = eps;',
    '    this.m = new Float64Array(n); this.v = new Float64Array(n); this.t = 0;',
    '  }',
    '  step(w, g) {',
    `    let ${pattern} = this;`,
    `    ${counted}`,
    '    for (let i = 0; i < w.length; i++) {',
    '      m[i] = beta1 * m[i] + (1 - beta1) * g[i];',
    '      v[i] = beta2 * v[i] + (1 - beta2) * g[i] ** 2;',
    '      w[i] -= lr * (m[i] / (1 - beta1 ** t)) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + eps);',
    '    }',
    '  }',
    '}',
    '```',
  ].join('\n');

test('fields by a pattern, and a count that is raised where it is read', () => {
  const fields = '{ lr, beta1, beta2, eps, m, v }';
  expect(isCalledRight(adam(fields, 'const t = ++this.t;'), 'adam')).toBe(true);
  const wrong = [
    adam(fields, 'const t = this.t++;'),
    adam('{ lr, beta1, beta2, eps, m, v, t }', 't += 1;'),
    adam('{ lr, beta1: beta2, beta2: beta1, eps, m, v }', 'const t = ++this.t;'),
    adam('{ lr, beta1, beta2, eps, m: v, v: m }', 'const t = ++this.t + 1;'),
  ];
  expect(wrong.filter((rule) => isCalledRight(rule, 'adam'))).toEqual([]);
});
