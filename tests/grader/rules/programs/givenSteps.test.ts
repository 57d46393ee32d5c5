/** Functions that give back the step instead of the parameters, as those of optax do: with its sign and its rate it is added to them. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const fenced = (program: string, language = 'python'): string => `\`\`\`${language}\n${program}\n\`\`\``;
const verdictOf = (optimizer: string, answer: string): 'right' | 'wrong' | 'unread' => {
  const result = judgeRule(answer, { expect: optimizer });
  return !result.understood ? 'unread' : isRight(result, { expect: optimizer }) ? 'right' : 'wrong';
};

const ADAM = `def adam_step(g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    mh = m / (1 - b1 ** t)
    vh = v / (1 - b2 ** t)
    return -lr * mh / (np.sqrt(vh) + eps), m, v`;

const RIGHT: Record<string, readonly [string, string]> = {
  'among its states': ['adam', ADAM],
  'of trees, within what sets it up': [
    'sgd',
    `def sgd(learning_rate):
    def init_fn(params):
        return ()
    def update_fn(updates, state, params=None):
        return jax.tree.map(lambda g: -learning_rate * g, updates), state
    return init_fn, update_fn`,
  ],
  'under a name': [
    'rmsprop',
    `def update(grads, state, lr=1e-3, decay=0.9, eps=1e-8):
    state = decay * state + (1 - decay) * grads ** 2
    updates = -lr * grads / jnp.sqrt(state + eps)
    return updates, state`,
  ],
  'of a method': [
    'adagrad',
    `class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr = lr; self.eps = eps; self.G = 0
    def get_update(self, grad):
        self.G += grad ** 2
        return -self.lr * grad / (np.sqrt(self.G) + self.eps)`,
  ],
};

describe('a step that is given back', () => {
  test.each(Object.entries(RIGHT))('%s', (_, [optimizer, program]) => {
    const result = judgeRule(fenced(program), { expect: optimizer });
    expect(verdictOf(optimizer, fenced(program))).toBe('right');
    expect(result.assumptions.join(' ')).toMatch(
      /gives back is taken for a step that is added to the parameters/,
    );
  });

  test.each([
    ['vh = v / (1 - b2 ** t)', 'vh = v'],
    ['np.sqrt(vh)', '(vh)'],
    ['m = b1 * m + (1 - b1) * g', 'm = b1 * m + g'],
    ['mh = m / (1 - b1 ** t)', 'mh = m'],
  ])('with “%s” as “%s” it is wrong', (from, to) => {
    expect(ADAM).toContain(from);
    expect(verdictOf('adam', fenced(ADAM.replace(from, to)))).toBe('wrong');
  });

  test('without its sign it is taken off elsewhere, or added: nobody knows', () => {
    expect(verdictOf('adam', fenced(ADAM.replace('-lr', 'lr')))).toBe('unread');
  });

  test('taken off by the program it is wrong, by the words unread', () => {
    const taken = `${ADAM}\n\nfor k in params:\n    d, m[k], v[k] = adam_step(grads[k], m[k], v[k], t)\n    params[k] -= d`;
    expect(verdictOf('adam', fenced(taken))).toBe('wrong');
    expect(verdictOf('adam', fenced(taken.replace('-= d', '+= d')))).toBe('right');
    const words = `${fenced(ADAM)}\nThe step is subtracted from the weights.`;
    expect(verdictOf('adam', words)).toBe('unread');
    expect(verdictOf('adam', words.replace('subtracted from', 'added to'))).toBe('right');
  });

  test('a state that is neither kept nor given back is none', () => {
    const lost = 'def update(g, v, lr=0.1, mu=0.9):\n    v = mu * v + g\n    return -lr * v';
    expect(verdictOf('momentum', fenced(lost))).not.toBe('right');
    expect(verdictOf('momentum', fenced(`${lost}, v`))).toBe('right');
  });
});

describe('names', () => {
  test.each(['gr', 'deriv', 'pente', 'pendiente', 'turev'])('%s is a gradient', (name) => {
    expect(verdictOf('sgd', fenced(`def step(w, ${name}, lr=0.01):\n    return w - lr * ${name}`))).toBe(
      'right',
    );
  });

  test('a state that is called like a parameter moves what uses it', () => {
    const program = `def step(th, g, b, lr=0.01, eps=1e-8):
    b = b + g ** 2
    th = th - lr * g / np.sqrt(b + eps)
    return th, b`;
    expect(verdictOf('adagrad', fenced(program))).toBe('right');
    expect(verdictOf('adagrad', fenced(program.replace('np.sqrt', '')))).toBe('wrong');
  });

  test('w_t is moved by dw', () => {
    const program =
      'def step(theta_t, dtheta, lr=0.01):\n    theta_t = theta_t - lr * dtheta\n    return theta_t';
    expect(verdictOf('sgd', fenced(program))).toBe('right');
    expect(verdictOf('sgd', fenced(program.replaceAll('dtheta', 'db')))).toBe('unread');
  });

  test('states go by any name in loops over entries, too', () => {
    const program = `function step(w, g, g2, lr = 0.01, beta = 0.9, eps = 1e-8) {
  for (let i = 0; i < w.length; i++) {
    g2[i] = beta * g2[i] + (1 - beta) * g[i] ** 2;
    w[i] -= lr * g[i] / (Math.sqrt(g2[i]) + eps);
  }
}`;
    expect(verdictOf('rmsprop', fenced(program, 'js'))).toBe('right');
    expect(verdictOf('rmsprop', fenced(program.replace('g[i] ** 2', 'g[i]'), 'js'))).toBe('wrong');
  });
});
