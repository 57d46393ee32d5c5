/** What a turn of a loop appends is an entry of a new list: it counts where the list is given back, and by what it was made from. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { onlyAsItIs } from './onlyAsItIs.ts';

const verdict = (language: string, code: string, asked: string): string => {
  const result = judgeRule('```' + language + `\n${code}\n` + '```', { expect: asked });
  return isRight(result, { expect: asked }) ? 'right' : result.understood ? 'wrong' : 'unread';
};

test('new parameters and new velocities', () => {
  onlyAsItIs(
    'momentum',
    `def momentum(params, grads, velocities, lr=0.1, mu=0.9):
    new_params, new_velocities = [], []
    for p, g, v in zip(params, grads, velocities):
        v_new = mu * v - lr * g
        new_velocities.append(v_new)
        new_params.append(p + new_velocities[-1])
    return new_params, new_velocities`,
    [
      ['return new_params, new_velocities', 'return new_params, velocities'],
      ['return new_params, new_velocities', 'return params, new_velocities'],
      ['new_velocities.append(v_new)', 'new_velocities.append(v)'],
      ['p + new_velocities[-1]', 'p + v'],
      ['p + new_velocities[-1]', 'g + new_velocities[-1]'],
      ['    return new', '        return new'],
      ['        v_new =', '        new_params = []\n        v_new ='],
    ],
  );
});

test('new parameters, of states that the object keeps', () => {
  onlyAsItIs(
    'rmsprop',
    `class RMSProp:
    def __init__(self, params, lr=0.01, rho=0.9, eps=1e-8):
        self.lr, self.rho, self.eps = lr, rho, eps
        self.s = [np.zeros_like(p) for p in params]

    def update(self, params, grads):
        updated = []
        for i, (p, g) in enumerate(zip(params, grads)):
            self.s[i] = self.rho * self.s[i] + (1 - self.rho) * g ** 2
            updated.append(p - self.lr * g / (np.sqrt(self.s[i]) + self.eps))
        return updated`,
    [
      ['self.s[i] = self.rho', 's = self.rho'],
      ['return updated', 'return params'],
      ['g ** 2', 'g'],
      ['(np.sqrt(self.s[i]) + self.eps)', '(self.s[i] + self.eps)'],
    ],
  );
});

const mapped = (
  step: string,
  end = 'return wi - this.lr * g[i] / (Math.sqrt(this.s[i]) + this.eps);',
): string =>
  `class RMSProp {
  constructor(n, lr = 0.001, rho = 0.9, eps = 1e-8) {
    Object.assign(this, { lr, rho, eps, s: new Array(n).fill(0) });
  }
  step(w, g) {
    return w.map((wi, i) => {
      ${step}
      ${end}
    });
  }
}`;

test('a map whose function changes what the object keeps', () => {
  const step = 'this.s[i] = this.rho * this.s[i] + (1 - this.rho) * g[i] ** 2;';
  expect(verdict('js', mapped(step), 'rmsprop')).toBe('right');
  expect(verdict('js', mapped(step.replace(' ** 2', '')), 'rmsprop')).not.toBe('right');
  expect(
    verdict('js', mapped(step, 'this.lr * g[i] / (Math.sqrt(this.s[i]) + this.eps);'), 'rmsprop'),
  ).not.toBe('right');
  expect(verdict('js', mapped(`let s = 0; ${step.replaceAll('this.s[i]', 's')}`), 'rmsprop')).not.toBe(
    'right',
  );
  const unused = mapped(step)
    .replace('return w.map', 'w.map')
    .replace('    });\n  }', '    });\n    return w;\n  }');
  expect(verdict('js', unused, 'rmsprop')).not.toBe('right');
});

test('states that are given as one and given back as one, beside the parameters', () => {
  onlyAsItIs(
    'adam',
    `def adam(w, g, state, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    m, v = state
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    mh = m / (1 - b1 ** t)
    vh = v / (1 - b2 ** t)
    return w - lr * mh / (np.sqrt(vh) + eps), (m, v)`,
    [
      ['eps), (m, v)', 'eps), (v, m)'],
      ['eps), (m, v)', 'eps), (mh, vh)'],
      ['eps), (m, v)', 'eps), state'],
    ],
  );
});
