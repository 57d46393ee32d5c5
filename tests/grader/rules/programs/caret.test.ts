/** `^` is no power in Python and JavaScript; in pseudo-code, and where nobody says what the language is, it is meant as one. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const PYTHON = [
  'for t in range(1, T + 1):\n    g = grad(w)\n    s = rho * s + (1 - rho) * g^2\n    w = w - lr * g / (np.sqrt(s) + eps)',
  'class RMSProp:\n    def __init__(self, lr=0.01, rho=0.9, eps=1e-8):\n        self.lr, self.rho, self.eps, self.s = lr, rho, eps, 0.0\n    def step(self, w, g):\n        self.s = self.rho * self.s + (1 - self.rho) * (g^2)\n        return w - self.lr * g / (np.sqrt(self.s) + self.eps)',
];
const SCRIPT =
  'let s = 0;\nfunction step(w, g) {\n  s = rho * s + (1 - rho) * (g^2);\n  return w - lr * g / (Math.sqrt(s) + eps);\n}';

const isRmsprop = (...blocks: [language: string, code: string][]): boolean => {
  const text = blocks
    .map(([language, code]) => '```' + language + `\n${code}\n` + '```')
    .join('\n\nthen\n\n');
  return isRight(judgeRule(text, { expect: 'rmsprop' }), { expect: 'rmsprop' });
};

test.each([
  ...PYTHON.flatMap((code) => ['python', 'py'].map((language) => [language, code])),
  ...['js', 'ts', 'javascript'].map((language) => [language, SCRIPT]),
])('in %s %#', (language, code) => {
  expect(isRmsprop([language!, code!])).toBe(false);
  expect(isRmsprop([language!, code!.replace('g^2', 'g ** 2')])).toBe(true);
  expect(isRmsprop(['', code!])).toBe(true);
  // Beside another block it is the same language.
  expect(isRmsprop([language!, 'print(1)'], [language!, code!])).toBe(false);
});

test('what computes no rule may compare bits', () => {
  expect(
    isRmsprop(['python', `seed = 3 ^ 5\nnp.random.seed(seed)\n${PYTHON[0]!.replace('g^2', 'g**2')}`]),
  ).toBe(true);
});
