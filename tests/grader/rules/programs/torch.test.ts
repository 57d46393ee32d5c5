/** Programs of PyTorch: each parameter is moved by its own gradient, made anew before the step, with a state of its own that is kept. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const is = (optimizer: string, code: string): boolean =>
  isRight(judgeRule('```python\n' + code + '\n```', { expect: optimizer }), { expect: optimizer });

const LOOP = `import torch
w = torch.randn(10, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
params = [w, b]
velocities = [torch.zeros_like(p) for p in params]
lr, mu = 0.01, 0.9
losses = []
for epoch in range(100):
    for x, y in loader:
        loss = ((x @ w + b - y) ** 2).mean()
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            for p, v in zip(params, velocities):
                v.mul_(mu).add_(p.grad)
                p.sub_(lr * v)
                p.grad.zero_()`;

const CLASS = `class Adam(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps))

    def zero_grad(self):
        for group in self.param_groups:
            for p in group["params"]:
                p.grad = None

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if len(state) == 0:
                    state["step"] = 0
                    state["m"] = torch.zeros_like(p)
                    state["v"] = torch.zeros_like(p)
                state["step"] += 1
                m, v, t = state["m"], state["v"], state["step"]
                m.mul_(beta1).add_(p.grad, alpha=1 - beta1)
                v.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
                m_hat = m / (1 - beta1 ** t)
                v_hat = v / (1 - beta2 ** t)
                p.add_(m_hat / (v_hat.sqrt() + group["eps"]), alpha=-group["lr"])`;

type Change = readonly [from: string, to: string];

describe('a training loop', () => {
  const RIGHT: Change[] = [
    ['for epoch', 'for epoch'],
    [
      'velocities = [torch.zeros_like(p) for p in params]',
      'velocities = [torch.zeros_like(w), torch.zeros_like(b)]',
    ],
    ['loss.backward()', 'loss.backward(retain_graph=True)'],
    [
      'v.mul_(mu).add_(p.grad)',
      'g = p.grad\\n                g = g + 0 * p\\n                v.mul_(mu).add_(p.grad)',
    ],
    ['p.sub_(lr * v)', 'p.copy_(p - lr * v)'],
  ];
  test.each(RIGHT)('is right with %j as %j', (from, to) => {
    expect(LOOP).toContain(from);
    expect(is('momentum', LOOP.replace(from, to.replaceAll('\\n', '\n')))).toBe(true);
  });

  const WRONG: Change[] = [
    ['p.sub_(lr * v)', 'p = p - lr * v'],
    ['v.mul_(mu).add_(p.grad)', 'v = v.mul_(mu) + p.grad'],
    ['v.mul_(mu).add_(p.grad)', 'v = v.clone()\\n                v.mul_(mu).add_(p.grad)'],
    ['loss.backward()', 'loss.backward(retain_graph=True)\\n        loss.backward()'],
    ['add_(p.grad)', 'add_(w.grad)'],
    ['params = [w, b]', 'params = [w]'],
    [
      'velocities = [torch.zeros_like(p) for p in params]',
      'velocities = [torch.zeros_like(b), torch.zeros_like(w)]',
    ],
  ];
  test.each(WRONG)('and wrong with %j as %j', (from, to) => {
    expect(LOOP).toContain(from);
    expect(is('momentum', LOOP.replace(from, to.replaceAll('\\n', '\n')))).toBe(false);
  });

  test('makes the gradient before it takes it', () => {
    expect(is('momentum', LOOP.replace('        loss.backward()\n', '') + '\n        loss.backward()')).toBe(
      false,
    );
  });
});

describe('an optimizer', () => {
  const RIGHT: Change[] = [
    ['self.state[p]', 'self.state[p]'],
    ['self.state[p]', 'self.state[id(p)]'],
    ['self.state[p]', 'self.state.setdefault(p, {})'],
    ['self.state[p]', 'self.state.get(p, {})\\n                self.state[p] = state'],
    ['beta1, beta2 = group["betas"]', 'beta1, beta2 = group["betas"][0], group["betas"][1]'],
    [
      'super().__init__(params, dict(lr=lr, betas=betas, eps=eps))',
      'super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})',
    ],
  ];
  test.each(RIGHT)('is right with %j as %j', (from, to) => {
    expect(CLASS).toContain(from);
    expect(is('adam', CLASS.replace(from, to.replaceAll('\\n', '\n')))).toBe(true);
  });

  const WRONG: Change[] = [
    ['self.state[p]', 'self.state[0]'],
    ['self.state[p]', 'self.state["all"]'],
    ['self.state[p]', 'self.state[p.shape]'],
    ['self.state[p]', '{}'],
    ['self.state[p]', 'self.state.get(p, {})'],
    ['self.state[p]', 'dict(self.state[p])'],
    ['self.state[p]', 'self.state[p].copy()'],
    ['p.grad = None', 'self.state.clear()'],
    ['beta1, beta2 =', 'beta2, beta1 ='],
    ['beta1, beta2 = group["betas"]', 'beta1, beta2 = group["betas"][::-1]'],
    ['beta1, beta2 = group["betas"]', 'beta1, beta2 = group["betas"][1], group["betas"][0]'],
    ['dict(lr=lr, betas=betas, eps=eps)', 'dict(lr=eps, betas=betas, eps=lr)'],
    ['continue', 'break'],
    ['self.param_groups:\\n            beta1', 'self.param_groups[:1]:\\n            beta1'],
  ];
  test.each(WRONG)('and wrong with %j as %j', (from, to) => {
    const [one, other] = [from, to].map((each) => each.replaceAll('\\n', '\n')) as [string, string];
    expect(CLASS).toContain(one);
    expect(is('adam', CLASS.replace(one, other))).toBe(false);
  });
});

test.each([
  [['opt.zero_grad()', 'loss.backward()', 'opt.step()'], true],
  [['loss.backward()', 'opt.step()', 'opt.zero_grad()'], true],
  // What the turn before has made is cleared before it is taken.
  [['opt.zero_grad()', 'opt.step()', 'loss.backward()'], false],
  [['loss.backward()', 'opt.zero_grad()', 'opt.step()'], false],
])('the calls of a turn, in their order: %s', (calls, isTaken) => {
  const turn = ['loss = ((model(X) - y) ** 2).mean()', ...calls, 'print(loss.item())'];
  const uses = `model = torch.nn.Linear(3, 1)
opt = Adam(model.parameters(), lr=0.1)
for epoch in range(100):
${turn.map((line) => `    ${line}`).join('\n')}`;
  expect(is('adam', `${CLASS}\n\n${uses}`)).toBe(isTaken);
});

test('a group of parameters under another name', () => {
  expect(is('adam', CLASS.replaceAll('group', 'g').replaceAll('param_gs', 'param_groups'))).toBe(true);
  expect(
    is(
      'adam',
      CLASS.replaceAll('group', 'g').replaceAll('param_gs', 'param_groups').replace('-g["lr"]', 'g["lr"]'),
    ),
  ).toBe(false);
});

test('a list of parameters under any name, of which the gradients are taken', () => {
  const taken = (by: string, moved: string): string => `for epoch in range(n_epochs):
    for X, y in loader:
        loss = loss_fn(net(X), y)
        grads = torch.autograd.grad(loss, ${by})
        for p, g in zip(${moved}, grads):
            p -= lr * g`;
  expect(is('sgd', taken('ps', 'ps'))).toBe(true);
  expect(is('sgd', taken('plist', 'plist'))).toBe(true);
  expect(is('sgd', taken('weights', 'biases'))).toBe(false);
  expect(is('sgd', taken('ps', 'qs'))).toBe(false);
});
