/** A function of Python takes a state from around it where it says so, or does not give the name a value; else it has none. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isMomentum = (code: string, language = 'python'): boolean =>
  isRight(judgeRule('```' + language + `\n${code}\n` + '```', { expect: 'momentum' }), {
    expect: 'momentum',
  });

/** Where the function stands: in the file, and within another function. */
const AROUND: [title: string, word: string, program: (start: string, body: string) => string][] = [
  [
    'a file',
    'global',
    (start, body) => `${start}\n\ndef step(w, g, lr=0.01, mu=0.9):\n    ${body.replaceAll('\n', '\n    ')}`,
  ],
  [
    'a function',
    'nonlocal',
    (start, body) =>
      `def make(lr=0.01, mu=0.9):\n    ${start}\n    def step(w, g):\n        ${body.replaceAll('\n', '\n        ')}\n    return step`,
  ],
];

describe.each(AROUND)('a state that %s has', (_, word, program) => {
  test.each([
    [`${word} v\nv = mu * v + g\nreturn w - lr * v`],
    [`${word} v\nv *= mu\nv += g\nreturn w - lr * v`],
    ['v[:] = mu * v + g\nreturn w - lr * v'],
  ])('is changed by %j', (body) => {
    const start = body.includes('[:]') ? 'v = np.zeros(10)' : 'v = 0.0';
    expect(isMomentum(program(start, body))).toBe(true);
  });

  test.each([
    ['v = mu * v + g\nreturn w - lr * v'],
    ['v *= mu\nv += g\nreturn w - lr * v'],
    [`${word} lr\nv = mu * v + g\nreturn w - lr * v`],
    [`${word} w\nfor i in range(1):\n    v = mu * v + g\nreturn w - lr * v`],
  ])('and not by %j', (body) => {
    expect(isMomentum(program('v = 0.0', body))).toBe(false);
  });
});

test('what a function is given, and gives a value before it takes it, is its own', () => {
  expect(
    isMomentum(
      'v = 0.0\n\ndef step(w, v, g, lr=0.01, mu=0.9):\n    v = mu * v + g\n    return w - lr * v, v',
    ),
  ).toBe(true);
  expect(
    isMomentum(
      'v = np.ones(3)\n\ndef train(w, lr=0.01, mu=0.9):\n    v = np.zeros_like(w)\n    for _ in range(100):\n        v = mu * v + grad(w)\n        w = w - lr * v\n    return w',
    ),
  ).toBe(true);
  expect(
    isMomentum('let v = 0;\nfunction step(w, g) {\n  v = mu * v + g;\n  return w - lr * v;\n}', 'js'),
  ).toBe(true);
});

test.each(['let', 'const', 'var'])('what JavaScript declares by %s is a new name', (word) => {
  const step = (change: string, around = 'let v = 0;'): string =>
    `${around}\nfunction step(w, g) {\n  ${change} = mu * v + g;\n  return w - lr * v;\n}`;
  expect(isMomentum(step('v'), 'js')).toBe(true);
  expect(isMomentum(step(`${word} v`), 'js')).toBe(false);
});
