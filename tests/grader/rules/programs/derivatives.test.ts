/**
 * The law of functions that make gradients of others: `jax.grad(f)` and `jax.value_and_grad(f)` give the gradient by one of their
 * arguments, beside the value or not, and that argument has to be what is moved.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isCalledRight = (rule: string, expected = 'sgd'): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

const python = (...lines: string[]): string => ['```python', ...lines, '```'].join('\n');

/** SGD with gradients that are asked for in that way. */
const sgd = (asked: string, ...above: string[]): string =>
  python(
    ...above,
    'def step(params, x, y, lr=0.05):',
    `    ${asked}`,
    '    return jax.tree_util.tree_map(lambda p, g: p - lr * g, params, grads)',
  );

const TOGETHER = 'f = jax.jit(jax.value_and_grad(mse))';

const ASKED: readonly (readonly [isRight: boolean, asked: string, ...above: string[]])[] = [
  [true, 'grads = jax.grad(mse)(params, x, y)'],
  [true, 'grads = jax.grad(mse, argnums=1)(x, params, y)'],
  [true, 'grads = f(params, x, y)', 'f = jax.jit(jax.grad(mse))'],
  [true, 'loss, grads = jax.value_and_grad(mse)(params, x, y)'],
  [true, 'loss, grads = f(params, x, y)', TOGETHER],
  [true, '(loss, seen), grads = jax.value_and_grad(mse, has_aux=True)(params, x, y)'],
  [true, 'grads, seen = jax.grad(mse, has_aux=True)(params, x, y)'],
  [false, 'grads = jax.grad(mse)(x, params, y)'],
  [false, 'grads = jax.grad(mse, argnums=1)(params, x, y)'],
  [false, 'grads = jax.grad(mse, argnums=k)(params, x, y)'],
  [false, 'grads = f(x, params, y)', 'f = jax.jit(jax.grad(mse))'],
  [false, 'grads, loss = jax.value_and_grad(mse)(params, x, y)'],
  [false, 'grads = jax.value_and_grad(mse)(params, x, y)'],
  [false, 'grads = f(params, x, y)', TOGETHER],
  [false, 'loss, grads = f(x, y, params)', TOGETHER],
  [false, 'grads, seen = jax.value_and_grad(mse, has_aux=True)(params, x, y)'],
  [false, 'grads = jax.grad(lambda p: -mse(p, x, y))(params)'],
];

test.each(ASKED)('%s of “%s”', (isIt, asked, ...above) => {
  expect(isCalledRight(sgd(asked, ...above))).toBe(isIt);
});

test('a gradient is taken where the parameters stand', () => {
  const loop = (...lines: string[]): string =>
    python(
      'params = init(key)',
      'first = params',
      'for i in range(100):',
      ...lines.map((each) => `    ${each}`),
    );
  const moved = 'params = jax.tree_util.tree_map(lambda p, g: p - 0.1 * g, params, grads)';
  expect(isCalledRight(loop('loss, grads = jax.value_and_grad(mse)(params, x, y)', moved))).toBe(true);
  expect(isCalledRight(loop('loss, grads = jax.value_and_grad(mse)(first, x, y)', moved))).toBe(false);
  expect(isCalledRight(loop('loss, grads = jax.value_and_grad(mse)(params, x, y)', `new_${moved}`))).toBe(
    false,
  );
});

test('of several arguments each is moved by its own gradient', () => {
  const both = (names: string): string =>
    python(
      'for i in range(100):',
      `    ${names} = jax.grad(loss, argnums=(0, 1))(w, b, x, y)`,
      '    w = w - 0.1 * dw',
      '    b = b - 0.1 * db',
    );
  expect(isCalledRight(both('dw, db'))).toBe(true);
  expect(isCalledRight(both('db, dw'))).toBe(false);
});

test('a schedule gives the rate of a step, and no momentum', () => {
  const momentum = (rate: string, mu: string): string =>
    python(
      'def update(params, velocity, grads, step):',
      `    mu = ${mu}`,
      `    lr = ${rate}`,
      '    velocity = mu * velocity + grads',
      '    return params - lr * velocity, velocity',
    );
  expect(isCalledRight(momentum('schedule(step)', '0.9'), 'momentum')).toBe(true);
  expect(isCalledRight(momentum('0.1', 'schedule(step)'), 'momentum')).toBe(false);
});
