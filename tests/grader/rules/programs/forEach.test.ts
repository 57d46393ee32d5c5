/** What JavaScript does with every entry by a function is a loop, with what holds of loops. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

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

describe.each([
  ['an arrow', (given: string, value: string) => `const grad = (${given}) => ${value};`],
  ['a function', (given: string, value: string) => `function grad(${given}) { return ${value}; }`],
])('%s that takes its list apart is the gradient where it is one', (_, grad) => {
  const program = (slope: string, v = 'mu * vi - lr * g[i]', w = 'wi + v[i]'): string => `${slope}
function descend(start, { lr = 0.02, mu = 0.9, iters = 150 } = {}) {
  let w = [...start];
  let v = w.map(() => 0);
  for (let k = 0; k < iters; k++) {
    const g = grad(w);
    v = v.map((vi, i) => ${v});
    w = w.map((wi, i) => ${w});
  }
  return w;
}`;
  const slope = grad('[x, y]', '[2 * x, 20 * y]');
  test('and moves all entries at once', () => {
    expect(isCalledRight(program(slope), 'momentum')).toBe(true);
  });
  test.each([
    [grad('[x, y]', '[2 * x, -20 * y]'), undefined, undefined],
    [grad('[x, y]', '[2 * y, 20 * x]'), undefined, undefined],
    [grad('[y, x]', '[2 * x, 20 * y]'), undefined, undefined],
    [slope, 'mu * vi + lr * g[i]', undefined],
    [slope, 'mu * vi - lr * g[0]', undefined],
    [slope, undefined, 'wi + v[0]'],
  ])('and nothing else (%#)', (other, v, w) => {
    expect(isCalledRight(program(other, v, w), 'momentum')).toBe(false);
  });
});
