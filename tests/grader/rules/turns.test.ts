/** Loops within a step: over the parameters the rule is that of each; over anything else a state changes in every turn. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

function isCalledRight(code: string, expected: string, fence = ''): boolean {
  const result = judgeRule(`\`\`\`${fence}\n${code}\n\`\`\``, { expect: expected });
  return isRight(result, { expect: expected });
}

const EXAMPLES = [
  'for each example in B:',
  'for x, y in zip(xb, yb):',
  'für jedes Beispiel (x, y) in B:',
  'для каждого примера (x, y) из B:',
  'para cada exemplo (x, y) em B:',
  'pour chaque échantillon de B :',
  'per ogni campione in B:',
  'voor elk voorbeeld in B:',
  'her örnek için:',
  '各サンプル (x, y) について:',
  '对 B 中每个样本 (x, y):',
];

/** Adam, with the moments in the loop over the examples or behind it. */
const adam = (header: string, indent: string): string => `m = 0, v = 0, t = 0
for each batch B:
    t = t + 1
    g = 0
    ${header}
        g = g + grad(w)
${indent}m = b1*m + (1-b1)*g
${indent}v = b2*v + (1-b2)*g^2
    w = w - a * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)`;

describe('a loop over the examples of a batch', () => {
  test.each(EXAMPLES)('changes no state but in every turn: %s', (header) => {
    expect(isCalledRight(adam(header, '        '), 'adam')).toBe(false);
  });

  test.each(EXAMPLES.filter((header) => !header.startsWith('对')))(
    'may add up the gradient: %s',
    (header) => {
      expect(isCalledRight(adam(header, '    '), 'adam')).toBe(true);
    },
  );

  const inside = (loop: string, end: string): string => `let v = 0;
for (const batch of batches) {
  let g = 0;
  ${loop} {
    g += grad(w, x, y) / batch.length;
    v = mu * v + g;
  }${end}
  w -= lr * v;
}`;

  test('nor in JavaScript', () => {
    for (const [loop, end] of [
      ['batch.forEach(([x, y]) =>', ');'],
      ['for (const [x, y] of zip(xs, ys))', ''],
    ] as const) {
      const code = inside(loop, end);
      expect(isCalledRight(code, 'momentum', 'js')).toBe(false);
      const outside = code
        .replace('    v = mu * v + g;\n', '')
        .replace('  w -=', '  v = mu * v + g;\n  w -=');
      expect(isCalledRight(outside, 'momentum', 'js')).toBe(true);
    }
  });

  test('moves the parameters by no sum that is not whole yet', () => {
    const code = `for xb, yb in loader:
    g = 0
    for x, y in zip(xb, yb):
        g = g + grad(w, x, y)
        w = w - lr * g`;
    expect(isCalledRight(code, 'sgd', 'python')).toBe(false);
  });
});

describe('a loop over the parameters', () => {
  test.each([
    'for p, g, v in zip(params, grads, vs):\n    v *= mu\n    v += g\n    p -= lr * v',
    'for k in params:\n    v[k] = mu * v[k] + g[k]\n    params[k] -= lr * v[k]',
    'for i in range(len(w)):\n    v[i] = mu * v[i] + g[i]\nfor i in range(len(w)):\n    w[i] -= lr * v[i]',
  ])('is that of one: %s', (step) => {
    expect(isCalledRight(step, 'momentum', 'python')).toBe(true);
  });

  test('and the second one goes on from the first', () => {
    const code = `for batch in loader:
    v = 0
    for p, g in zip(params, grads):
        v = mu * v + g
        p -= lr * v`;
    expect(isCalledRight(code, 'momentum', 'python')).toBe(false);
  });
});

test('a caption within a loop is no loop', () => {
  const code = (caption: string): string =>
    `v = 0\nfor each batch:\n    g = grad(w)\n    ${caption}\n        v = mu*v + g\n        w = w - a*v`;
  expect(isCalledRight(code('update:'), 'momentum')).toBe(true);
  expect(isCalledRight(code('si x(k) > 3:'), 'momentum')).toBe(false);
});
