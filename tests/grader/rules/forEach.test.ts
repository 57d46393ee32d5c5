/** What JavaScript does with every entry by a function is a loop, with what holds of loops. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

const isCalledRight = (program: string, optimizer: string): boolean =>
  isRight(judgeRule(`\`\`\`js\n${program}\n\`\`\``, { expect: optimizer }), { expect: optimizer });

describe.each([
  ['forEach', (body: string) => `params.forEach((param, i) => {\n${body}\n});`],
  ['map', (body: string) => `params.map((param, i) => {\n${body}\n});`],
  ['a third name', (body: string) => `params.forEach((param, i, all) => {\n${body}\n});`],
  ['for', (body: string) => `for (const [i, param] of params.entries()) {\n${body}\n}`],
])('momentum by %s', (_, loop) => {
  const program = (
    first: string,
    move: string,
  ): string => `function step(params, grads, state, lr = 0.01, mu = 0.9) {
  ${loop(`    if (!state[i]) state[i] = new Array(param.length).fill(0);
    const v = state[i];${first}
    for (let j = 0; j < param.length; j++) {
      v[j] = mu * v[j] + grads[i][j];
      ${move}
    }`)}
}`;

  test('moves what it goes through', () => {
    expect(isCalledRight(program('', 'param[j] -= lr * v[j];'), 'momentum')).toBe(true);
  });

  test.each([
    ['', 'param -= lr * v[j];'],
    ['', 'param[j] -= lr * grads[i][j];'],
    ['\n    if (i > 0) return;', 'param[j] -= lr * v[j];'],
  ])('and nothing else (%#)', (first, move) => {
    expect(isCalledRight(program(first, move), 'momentum')).toBe(false);
  });
});

test.each(['(p) => { p.data -= lr * p.grad; }', '(p) => (p.data -= lr * p.grad)'])('sgd by %s', (each) => {
  const step = (by: string): string => `function step(params, lr) {\n  params.forEach(${by});\n}`;
  expect(isCalledRight(step(each), 'sgd')).toBe(true);
  expect(isCalledRight(step(each.replace('-=', '+=')), 'sgd')).toBe(false);
  expect(isCalledRight(step(each.replace('p.data -= lr', 'p -= lr')), 'sgd')).toBe(false);
});
