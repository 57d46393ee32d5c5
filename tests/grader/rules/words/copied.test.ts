/**
 * The law of copied sums: the mean of a batch's gradients is the gradient, in whatever way a page or a keyboard gives its signs; and what
 * is squared in it, lacks its gradient or takes it elsewhere is not.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

const sgd = (mean: string): string => `g ← ${mean}\nθ ← θ − ϵ g`;

test('the mean over a batch, as it is pasted or typed', () => {
  const means = [
    '(1/m) ∇θ Σi L(f(x(i); θ), y(i))',
    '+ 1/m ∇θ ∑i L(f(x(i);θ), y(i))',
    '1/m ∇θ ∑i L(f(x^(i); θ), y^(i))',
    '1/m ∇θ Σ_{i=1}^m L(f(x(i); θ), y(i))',
    '1 m ∇θ P i L(f(x(i);θ), y(i))',
    '1\nm∇θ ∑\ni L(f(x(i); θ), y(i))',
    '(1/B) ∇θ Σb ℓ(f(x(b); θ), y(b))',
    '1/m ∇_θ Σ_i loss(h(x(i), θ), y(i))',
    '1/m ∇_θ sum_i L(f(x_i; θ), y_i)',
    '1/|B| * sum_{i in B} grad l_i(θ)',
    '1/m * sum_{i=1}^{m} ∇l_i(θ)',
  ];
  expect(means.filter((mean) => !isCalledRight(sgd(mean), 'sgd'))).toEqual([]);
});

test('and what is none', () => {
  const means = [
    '1/m Σi L(f(x(i); θ), y(i))',
    '1/m ∇x Σi L(f(x(i); θ), y(i))',
    '1/m ∇θ Σi L(f(x(i); v), y(i))',
    '1/|B| * sum_{i in B} grad l_i(θ)^2',
    '1/|B| * sum_{i in B} l_i(θ)',
  ];
  expect(means.filter((mean) => isCalledRight(sgd(mean), 'sgd'))).toEqual([]);
});

test('the point of the gradient counts as ever', () => {
  const nesterov = (point: string): string =>
    `θ~ ← θ + αv\ng ← 1/m ∇${point} Σi L(f(x(i); ${point}), y(i))\nv ← αv − ϵg\nθ ← θ + v`;
  expect(isCalledRight(nesterov('θ~'), 'nesterov')).toBe(true);
  expect(isCalledRight(nesterov('θ'), 'nesterov')).toBe(false);
});

test('a hat that a page puts before its letter', () => {
  expect(isCalledRight('ˆg ← ∇θ L(θ)\nθ ← θ − ϵˆg', 'sgd')).toBe(true);
  expect(isCalledRight('ˆg ← ∇θ L(θ)\nθ ← θ − ϵˆg²', 'sgd')).toBe(false);
});
