/** Where the program shows how it uses its optimizer, that has to be one step in every turn, with the gradient of what it moves. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const isMomentum = (fence: string, program: string): boolean =>
  isRight(judgeRule(['```' + fence, program, '```'].join('\n'), { expect: 'momentum' }), {
    expect: 'momentum',
  });

const PYTHON = `class Momentum:
    def __init__(self, lr=0.01, mu=0.9):
        self.lr, self.mu, self.v = lr, mu, 0.0
    def step(self, w, g):
        self.v = self.mu * self.v + g
        return w - self.lr * self.v
`;

const LISTS = `class Momentum:
    def __init__(self, params, lr=0.01, momentum=0.9):
        self.params, self.lr, self.momentum = params, lr, momentum
        self.v = [np.zeros_like(p) for p in params]
    def step(self, grads):
        for i in range(len(self.params)):
            self.v[i] = self.momentum * self.v[i] + grads[i]
            self.params[i] -= self.lr * self.v[i]
`;

const JAVA = `class Momentum {
  private double lr, mu, v = 0;
  Momentum(double lr, double mu) { this.lr = lr; this.mu = mu; }
  double step(double w, double g) { v = mu * v + g; return w - lr * v; }
}
`;

const CPP = `struct Momentum {
  double lr, mu, v = 0;
  Momentum(double lr, double mu) : lr(lr), mu(mu) {}
  double step(double w, double g) { v = mu * v + g; return w - lr * v; }
};
`;

const inside = (lines: readonly string[], indent = '    '): string =>
  lines.map((line) => indent + line).join('\n');

/** What stands above the loop, and in it. */
type Used = readonly [above: readonly string[], loop: readonly string[]];

const python = ([above, loop]: Used): string =>
  `${PYTHON}${above.join('\n')}\nfor k in range(100):\n${inside(loop)}`;
const lists = ([above, loop]: Used): string =>
  `${LISTS}${above.join('\n')}\nfor epoch in range(10):\n    for x, y in loader:\n${inside(loop, '        ')}`;
const java = ([above, loop]: Used): string =>
  `${JAVA}class Main {\n  public static void main(String[] args) {\n    double w = 1;\n${inside(above)}\n    for (int k = 0; k < 100; k++) {\n${inside(loop)}\n    }\n  }\n}`;
const cpp = ([above, loop]: Used): string =>
  `${CPP}int main() {\n    double w = 1;\n${inside(above)}\n    for (int k = 0; k < 100; ++k) {\n${inside(loop)}\n    }\n}`;

const FORMS = { python, lists, java, cpp } as const;
type Form = keyof typeof FORMS;
const isRightIn = (form: Form, used: Used): boolean =>
  isMomentum(form === 'lists' ? 'python' : form, FORMS[form](used));

describe('a class is used as it is meant', () => {
  test.each<[Form, Used]>([
    ['python', [['opt = Momentum()'], ['w = opt.step(w, grad(w))', 'print(k, w)']]],
    ['python', [['opt = Momentum(lr=0.1, mu=0.8)'], ['g = 2 * w', 'w = opt.step(w, g)']]],
    [
      'python',
      [
        ['opt = Momentum()', 'g = grad(w)'],
        ['w = opt.step(w, g)', 'g = grad(w)'],
      ],
    ],
    [
      'python',
      [
        ['opt = Momentum()'],
        ['w_new = opt.step(w, grad(w))', 'if stops(w, w_new):', '    break', 'w = w_new'],
      ],
    ],
    ['python', [['opt = Momentum()'], ['opt.lr = 0.1 / (k + 1)', 'w = opt.step(w, grad(w))']]],
    [
      'python',
      [
        ['opt = Momentum()'],
        ['g = 0', 'for x, y in data:', '    g += grad(w, x, y)', 'g /= len(data)', 'w = opt.step(w, g)'],
      ],
    ],
    [
      'python',
      [
        ['ow, ob = Momentum(), Momentum()'],
        ['gw, gb = grads(w, b)', 'w = ow.step(w, gw)', 'b = ob.step(b, gb)'],
      ],
    ],
    ['lists', [['opt = Momentum(params)'], ['grads = gradients(params, x, y)', 'opt.step(grads)']]],
    [
      'lists',
      [
        ['opt = Momentum([W, b])'],
        ['dW, db = backward(x, y)', 'opt.step([dW, db])', 'losses.append(loss(x, y))'],
      ],
    ],
    [
      'lists',
      [
        ['opt = Momentum(params)'],
        ['grads = gradients(params, x, y)', 'opt.step([g / len(x) for g in grads])'],
      ],
    ],
    ['java', [['Momentum opt = new Momentum(0.1, 0.9);'], ['w = opt.step(w, grad(w));']]],
    ['cpp', [['Momentum opt(0.1, 0.9);'], ['w = opt.step(w, grad(w));']]],
  ])('%s: %j', (form, used) => {
    expect(isRightIn(form, used)).toBe(true);
  });
});

describe('a class is not used as it is meant', () => {
  test.each<[string, Form, Used]>([
    ['the gradient is taken once', 'python', [['opt = Momentum()', 'g = grad(w)'], ['w = opt.step(w, g)']]],
    [
      'the gradient is taken once',
      'java',
      [['Momentum opt = new Momentum(0.1, 0.9);', 'double g = grad(w);'], ['w = opt.step(w, g);']],
    ],
    [
      'the gradient is taken once',
      'cpp',
      [['Momentum opt(0.1, 0.9);', 'double g = grad(w);'], ['w = opt.step(w, g);']],
    ],
    ['the gradient is that of the start', 'python', [['opt = Momentum()'], ['w = opt.step(w, grad(w0))']]],
    [
      'the gradient is given before it is taken',
      'lists',
      [['opt = Momentum(params)'], ['opt.step(grads)', 'grads = gradients(params, x, y)']],
    ],
    [
      'the last gradient of a loop',
      'python',
      [['opt = Momentum()'], ['for x, y in data:', '    g = grad(w, x, y)', 'w = opt.step(w, g)']],
    ],
    ['the step starts from w0', 'python', [['opt = Momentum()'], ['w = opt.step(w0, grad(w))']]],
    ['the result is lost', 'python', [['opt = Momentum()'], ['opt.step(w, grad(w))']]],
    ['the result is lost', 'java', [['Momentum opt = new Momentum(0.1, 0.9);'], ['opt.step(w, grad(w));']]],
    ['the result gets another name', 'python', [['opt = Momentum()'], ['w_new = opt.step(w, grad(w))']]],
    [
      'the method is not called',
      'lists',
      [['opt = Momentum(params)'], ['grads = gradients(params, x, y)', 'opt.step']],
    ],
    ['there is no step', 'lists', [['opt = Momentum(params)'], ['grads = gradients(params, x, y)']]],
    [
      'there are two',
      'lists',
      [['opt = Momentum(params)'], ['grads = gradients(params, x, y)', 'opt.step(grads)', 'opt.step(grads)']],
    ],
    [
      'the parameters are made anew',
      'lists',
      [['opt = Momentum(params)'], ['params = init()', 'grads = gradients(params, x, y)', 'opt.step(grads)']],
    ],
    ['the optimizer is made anew', 'cpp', [[], ['Momentum opt(0.1, 0.9);', 'w = opt.step(w, grad(w));']]],
    [
      'the optimizer is made anew',
      'python',
      [['def make():', '    return Momentum()'], ['w = make().step(w, grad(w))']],
    ],
    [
      'the optimizer starts afresh',
      'python',
      [['opt = Momentum()'], ['w = opt.step(w, grad(w))', 'opt.__init__()']],
    ],
    ['the state is cleared', 'python', [['opt = Momentum()'], ['w = opt.step(w, grad(w))', 'opt.v = 0.0']]],
    ['the gradient is turned', 'python', [['opt = Momentum()'], ['g = -grad(w)', 'w = opt.step(w, g)']]],
    [
      'the gradient is turned',
      'lists',
      [['opt = Momentum(params)'], ['grads = gradients(params, x, y)', 'opt.step([-g for g in grads])']],
    ],
    ['only its sign is given', 'python', [['opt = Momentum()'], ['w = opt.step(w, np.sign(grad(w)))']]],
    [
      'the gradient is turned',
      'lists',
      [
        ['opt = Momentum(params)'],
        ['grads = gradients(params, x, y)', 'opt.step([-each for each in grads])'],
      ],
    ],
    [
      'the gradients are turned round',
      'lists',
      [['opt = Momentum(params)'], ['grads = gradients(params, x, y)', 'opt.step(grads[::-1])']],
    ],
    [
      'the gradients are summed for good',
      'python',
      [
        ['opt = Momentum()', 'g = 0'],
        ['g += grad(w)', 'w = opt.step(w, g)'],
      ],
    ],
    [
      'the gradients are exchanged',
      'python',
      [
        ['ow, ob = Momentum(), Momentum()'],
        ['gw, gb = grads(w, b)', 'w = ow.step(w, gb)', 'b = ob.step(b, gw)'],
      ],
    ],
    ['the numbers are exchanged', 'python', [['opt = Momentum(0.9, 0.01)'], ['w = opt.step(w, grad(w))']]],
    ['the numbers are exchanged', 'cpp', [['Momentum opt(0.9, 0.01);'], ['w = opt.step(w, grad(w));']]],
    [
      'the rate is negative',
      'java',
      [['Momentum opt = new Momentum(-0.1, 0.9);'], ['w = opt.step(w, grad(w));']],
    ],
    [
      'the momentum is switched off',
      'python',
      [['opt = Momentum()', 'opt.mu = 0'], ['w = opt.step(w, grad(w))']],
    ],
  ])('%s: %s, %j', (_, form, used) => {
    expect(isRightIn(form, used)).toBe(false);
  });

  test('a function around the loop changes nothing of it', () => {
    const fit = (...loop: string[]): string =>
      `${PYTHON}def fit(w, opt, n):\n    for _ in range(n):\n${inside(loop, '        ')}\n    return w`;
    expect(isMomentum('python', fit('w = opt.step(w, grad(w))'))).toBe(true);
    expect(isMomentum('python', fit('w = opt.step(w, grad(w))', 'opt.v = 0.0'))).toBe(false);
    expect(isMomentum('python', fit('w = opt.step(w, -grad(w))'))).toBe(false);
  });
});

describe('a function of one step', () => {
  const program = ([above, loop]: Used): string => `def step(w, g, v, lr=0.1, mu=0.9):
    v = mu * v + g
    return w - lr * v, v
${above.join('\n')}
for k in range(100):
${inside(loop)}`;

  test.each<Used>([
    [['v = 0'], ['w, v = step(w, grad(w), v)']],
    [['v = 0'], ['g = grad(w)', 'w, v = step(w, g, v, lr=0.05)']],
    [['vw = vb = 0'], ['w, vw = step(w, grad_w(w), vw)', 'b, vb = step(b, grad_b(b), vb)']],
  ])('is asked well: %j %j', (...used) => {
    expect(isMomentum('python', program(used))).toBe(true);
  });

  test.each<Used>([
    [['v = 0', 'g = grad(w)'], ['w, v = step(w, g, v)']],
    [['v = 0'], ['w, _ = step(w, grad(w), v)']],
    [['v = 0'], ['w, v = step(w, grad(w), v, 0.9, 0.1)']],
    [['v = 0'], ['w, v = step(w, grad_w(w), v)', 'b, v = step(b, grad_b(b), v)']],
    [['vw = vb = 0'], ['gw, gb = grads(w, b)', 'w, vw = step(w, gb, vw)', 'b, vb = step(b, gw, vb)']],
  ])('is not: %j %j', (...used) => {
    expect(isMomentum('python', program(used))).toBe(false);
  });
});

describe('the count that a step is given', () => {
  const adam = (loop: string, count: string, power = 't'): boolean => {
    const program = `class Adam:
    def __init__(self, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
        self.lr, self.b1, self.b2, self.eps, self.m, self.v = lr, b1, b2, eps, 0.0, 0.0
    def step(self, w, g, t):
        self.m = self.b1 * self.m + (1 - self.b1) * g
        self.v = self.b2 * self.v + (1 - self.b2) * g ** 2
        mh = self.m / (1 - self.b1 ** (${power}))
        vh = self.v / (1 - self.b2 ** (${power}))
        return w - self.lr * mh / (np.sqrt(vh) + self.eps)
opt = Adam()
t = 0
${loop}
    w = opt.step(w, grad(w), ${count})`;
    return isRight(judgeRule(['```python', program, '```'].join('\n'), { expect: 'adam' }), {
      expect: 'adam',
    });
  };

  test.each<[loop: string, count: string, power?: string]>([
    ['for k in range(1, 101):', 'k'],
    ['for k in range(100):', 'k + 1'],
    ['for k in range(100):', 'k', 't + 1'],
    ['for k in range(100):\n    t += 1', 't'],
  ])('is that of the steps: %s %s %s', (...used) => {
    expect(adam(...used)).toBe(true);
  });

  test.each<[loop: string, count: string, power?: string]>([
    ['for k in range(100):', 'k'],
    ['for k in range(100):', '1'],
    ['for k in range(1, 101):', 'k', 't + 1'],
    ['for k in range(1, 101):', 'k + 1'],
    ['for epoch in range(1, 11):\n  for x, y in data:', 'epoch'],
  ])('is another one: %s %s %s', (...used) => {
    expect(adam(...used)).toBe(false);
  });
});
