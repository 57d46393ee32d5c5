/**
 * What real notes and repositories hold, as it is pasted: each law with an answer that is right by it, and with one that has the same
 * form and is not right.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

function verdict(answer: string, expected: string): 'right' | 'wrong' | 'unread' {
  const result = judgeRule(answer, { expect: expected });
  return isRight(result, { expect: expected }) ? 'right' : result.understood ? 'wrong' : 'unread';
}

const python = (code: string): string => `\`\`\`python\n${code}\n\`\`\``;
const script = (code: string): string => `\`\`\`js\n${code}\n\`\`\``;

/** Adam, with something said beside it. */
const adam = (beside: string): string => `$$m_t=\\beta_1 m_{t-1}+(1-\\beta_1)g_t$$
$$v_t=\\beta_2 v_{t-1}+(1-\\beta_2)g_t^2$$
$$\\hat m_t=\\frac{m_t}{1-\\beta_1^t},\\quad \\hat v_t=\\frac{v_t}{1-\\beta_2^t}$$
$$\\theta_t=\\theta_{t-1}-\\alpha\\frac{\\hat m_t}{\\sqrt{\\hat v_t}+\\epsilon}$$

${beside}`;

const momentum = (beside: string): string =>
  `${beside}\n\n$$v_{t+1} = \\mu v_t + g_t$$\n$$w_{t+1} = w_t - \\eta v_{t+1}$$`;

/** AdaMax, whose norm is the largest of all steps. */
const adamax = (largest: string): string => `$$m_t=\\beta_1 m_{t-1}+(1-\\beta_1)g_t,\\qquad ${largest},$$
$$\\theta_t=\\theta_{t-1}-\\frac{\\alpha}{1-\\beta_1^t}\\cdot\\frac{m_t}{u_t}$$`;

const rmsprop = (steps: string): string => `$$s_t=\\rho s_{t-1}+(1-\\rho)g_t^2$$\n\n${steps}`;

/** Chainer's momentum. */
const kept = (start: string, change: string): string =>
  python(`class Momentum(Method):
    def init_state(self, param, state):
        state['v'] = ${start}

    def update_one(self, param, state):
        v = state['v']
        ${change}
        param.data += v`);

const VELOCITY = (step: string): string => `class Momentum:
    def __init__(self, lr=0.01, mu=0.9):
        self.lr = lr
        self.mu = mu
        self.velocity = None

    def update(self, params, gradients):
        if self.velocity is None:
            self.velocity = [np.zeros_like(p) for p in params]

        for i in range(len(params)):
            self.velocity[i] = self.mu * self.velocity[i] + gradients[i]
            params[i] -= self.lr * ${step}`;

const BUFFER = (change: string): string => `for group in self.param_groups:
    for p in group['params']:
        param_state = self.state[p]
        d_p = p.grad.data
        if 'momentum_buffer' not in param_state:
            buf = param_state['momentum_buffer'] = torch.zeros_like(p.data)
        else:
            buf = param_state['momentum_buffer']
        ${change}
        p.data.add_(-group['lr'], buf)`;

const LOOK_AHEAD = "$v' = \\mu v-\\eta\\nabla f(\\theta+\\mu v)$, $\\theta'=\\theta+v'$";

const SHIFTED = (kept: string): string => `v = np.zeros_like(x)
for it in range(n):
    dx = df(x)
    v_prev = ${kept}
    v *= mu
    v -= lr * dx
    x += -mu * v_prev + (1 + mu) * v`;

const HELD = (kept: string): string => `def step(p, state, lr=0.01, mu=0.9):
    g = p.grad
    if "v" not in state:
        state["v"] = ${kept}
    state["v"].mul_(mu).add_(g)
    p.data.add_(state["v"], alpha=-lr)
    p.grad.zero_()`;

const ROOTED = (root: string): string => `class RMSprop:
    def __init__(self, shape):
        self.s = np.zeros(shape)

    def update(self, w, g):
        s = self.s
        s *= rho
        s += (1 - rho) * g * g
        root = ${root}
        w -= lr * g / (root + eps)`;

/** The same in a dictionary or a list, whose entries may be arrays or numbers. */
const keptIn = (start: string, back = 'pass'): string =>
  python(`class Momentum:
    def __init__(self, params):
        ${start}

    def step(self, params, grads):
        for k in params:
            v = self.v[k]
            v *= self.mu
            v -= self.lr * grads[k]
            ${back}
            params[k] += v`);

const zipped = (start: string, back = 'pass'): string =>
  python(`class Momentum:
    def __init__(self, params):
        self.v = ${start}

    def step(self, params, grads):
        for i, (p, g, v) in enumerate(zip(params, grads, self.v)):
            v *= self.mu
            v += g
            p -= self.lr * v
            ${back}`);

const NOTEBOOK = (step: string): string => `%matplotlib inline
import torch

def init_states(n):
    v_w = torch.zeros((n, 1))
    v_b = torch.zeros(1)
    return (v_w, v_b)

def sgd_momentum(params, states, hyperparams):
    for p, v in zip(params, states):
        with torch.no_grad():
            v[:] = hyperparams['momentum'] * v + p.grad
            p[:] -= hyperparams['lr'] * ${step}
        p.grad.data.zero_()`;

const ROOTS =
  'Update: $s \\leftarrow \\rho s+(1-\\rho)g^2$, then $w \\leftarrow w-\\eta g/(\\sqrt s+\\epsilon)$.';

const STEPS = '$v \\leftarrow \\mu v + g$, $\\theta \\leftarrow \\theta - \\eta v$:';

const SHIFTED_STEP = (old: string): string => `    else if (this.algorithm == 'nag') {
        this.beta = 0.9
        this.update = this.UpdateNAG
    }

Optimizer.prototype.UpdateNAG = function(weight, batchSize) {
    let prev = weight.velocity
    weight.velocity = this.beta * weight.velocity - this.learningRate / batchSize * weight.grad
    weight.value += this.beta * (weight.velocity - ${old}) + weight.velocity
    weight.grad = 0
}`;

const HATS = (words: string): string =>
  `Adam keeps $m_t \\leftarrow \\beta_1 m_{t-1} + (1-\\beta_1) g_t$ and $v_t \\leftarrow \\beta_2 v_{t-1} + (1-\\beta_2) g_t^2$, ${words}, and moves by

$$\\theta_t \\leftarrow \\theta_{t-1} - \\alpha \\cdot \\frac{\\hat m_t}{\\sqrt{\\hat v_t} + \\epsilon}.$$`;

const TWO_STEPS = (last: string): string =>
  `$$v_{t+1}=\\mu v_t-\\eta\\nabla f(w_t),\\qquad w_{t+1}=w_t+v_{t+1}$$

In two steps that is $$w_{t+1}-(1+\\mu)\\,w_t${last}=-\\eta\\,\\nabla f(w_t)$$`;

const CLOSURE = (step: string): string => `class Momentum(Optimizer):
    def step(self, closure=None):
        loss = closure() if closure is not None else None
        for group in self.param_groups:
            for p in group['params']:
                state = self.state[p]
                if len(state) == 0:
                    state['v'] = torch.zeros_like(p)
                v = state['v']
                v.mul_(group['momentum']).add_(p.grad)
                p.data.add_(${step}, alpha=-group['lr'])
        return loss`;

const FILLED = (start: string): string => `class Momentum:
    def __init__(self, params):
        self.params = params
        self.v = [${start}] * len(params)

    def update(self, grads):
        for i, (param, grad) in enumerate(zip(self.params, grads)):
            self.v[i] = mu * self.v[i] + grad
            param -= lr * self.v[i]
            self.params[i] = param`;

const LAWS: readonly (readonly [law: string, expected: string, right: string, notRight: string])[] = [
  [
    'an arrow to the right to a number says where something goes, unless it is a state',
    'adam',
    adam('Für große $t$ geht $\\beta_1^t\\to 0$ und die Korrektur verschwindet.'),
    momentum('$v_0 \\to 1$'),
  ],
  [
    'so does an arrow from a name with its index to constants, and not one without',
    'momentum',
    momentum('For a constant gradient $v_t \\to g/(1-\\mu)$.'),
    `${momentum('')}\n\nIn each step finally $v \\to \\mu$.`,
  ],
  [
    'an act within the text is done, where the text does not only say again what the rule is',
    'momentum',
    `${momentum('')}\n\nThen $w_{t+1} \\leftarrow w_t - \\eta v_{t+1}$.`,
    `${momentum('')}\n\nThen $v \\leftarrow 2v$.`,
  ],
  [
    'words that correct a bias say of a hat what is assumed, and words that deny it do not',
    'adam',
    HATS('corrects their bias to get $\\hat m_t$ and $\\hat v_t$'),
    HATS('takes them as they are, without a correction of their bias, for $\\hat m_t$ and $\\hat v_t$'),
  ],
  [
    'nor does such an arrow set a constant',
    'momentum',
    momentum('For $\\eta \\to 0$ it becomes a flow.'),
    momentum('For $\\eta \\to 0$ it becomes a flow, but $v_0 = 1$.'),
  ],
  [
    'a gradient in a side that is solved is taken at what the rule moves',
    'momentum',
    '$$w_{t+1} - w_t = -\\eta\\nabla L(w_t) + \\mu(w_t - w_{t-1})$$',
    '$$w_{t+1} - w_t = -\\eta\\nabla L(\\chi_t) + \\mu(w_t - w_{t-1})$$',
  ],
  [
    'a letter that is a decay by custom is no state beside one that is a state',
    'nesterov',
    'state: $m = \\mu m + \\eta g$, weight: $w = w - (\\mu m + \\eta g)$',
    'state: $\\mu = \\mu m + \\eta g$, weight: $w = w - (\\mu m + \\eta g)$',
  ],
  [
    'the next step is a label for new',
    'momentum',
    '$v^{(nextStep)} = \\mu v - \\eta g$, $W^{(nextStep)} = W + v^{(nextStep)}$',
    '$v^{(nextStep)} = \\mu v - \\eta g$, $W^{(nextStep)} = W - v^{(nextStep)}$',
  ],
  [
    'so it is in any language',
    'momentum',
    '$v_t = \\gamma v_{t-1} - \\eta\\Delta w_t$ і $w_{t+1} = w_t + v_t$, де $\\Delta w_t$ — градієнт функції втрат.',
    '$v_t = \\gamma v_{t-1} - \\eta\\Delta w_t$ і $w_{t+1} = w_t + v_t$, де $\\Delta w_t$ — квадрат градієнта.',
  ],
  [
    'a start in a list of values counts',
    'adam',
    adam('Settings: α = 0.001, m = 0, v = 0 and t = 0 before the first step, seed 42.'),
    adam('Settings: α = 0.001, m = 0, v = 1 and t = 0 before the first step, seed 42.'),
  ],
  [
    'a start in a row of a table counts',
    'momentum',
    momentum('| symbol | value |\n|---|---|\n| $v$ | `np.zeros_like(w)` |\n| $\\mu$ | 0.9 |'),
    momentum('| symbol | value |\n|---|---|\n| $v$ | `np.ones_like(w)` |\n| $\\mu$ | 0.9 |'),
  ],
  [
    'a maximum runs over the steps so far',
    'adamax',
    adamax('u_t=\\max_{1\\le i\\le t}\\beta_2^{t-i}|g_i|'),
    adamax('u_t=\\max_{1\\le i\\le t}\\beta_2^{t}|g_i|'),
  ],
  [
    'a maximum over the steps is one with its recursion',
    'adamax',
    adamax('u_t=\\max(\\beta_2 u_{t-1},|g_t|)=\\max_{i\\le t}\\beta_2^{t-i}|g_i|'),
    adamax('u_t=\\max(\\beta_2 u_{t-1},|g_t|)=\\max_{i\\le t-1}\\beta_2^{t-i}|g_i|'),
  ],
  [
    'a left-hand side is solved for the symbol of the latest step',
    'adagrad',
    '$$G_t = G_{t-1} + g_t^2, \\qquad \\sqrt{G_t + \\epsilon}\\,(\\theta_t-\\theta_{t+1})=\\eta\\,g_t$$',
    '$$G_t = G_{t-1} + g_t^2, \\qquad \\sqrt{G_t + \\epsilon}\\,(\\theta_{t+1}-\\theta_t)=\\eta\\,g_t$$',
  ],
  [
    'a side that is not solved says what the rule has to keep',
    'momentum',
    TWO_STEPS('+\\mu\\,w_{t-1}'),
    TWO_STEPS('-\\mu\\,w_{t-1}'),
  ],
  [
    'a display that begins with = goes on with the one above it',
    'adagrad',
    '$$G_t = G_{t-1} + g_t^2$$\n\n$$= \\sum_{i=1}^t g_i^2$$\n\n$$w_{t+1} = w_t - \\eta g_t / \\sqrt{G_t + \\epsilon}$$',
    '$$G_t = G_{t-1} + g_t^2$$\n\n$$= \\sum_{i=1}^t g_i$$\n\n$$w_{t+1} = w_t - \\eta g_t / \\sqrt{G_t + \\epsilon}$$',
  ],
  [
    'TeX whose brackets lost their backslashes is TeX, with the indices that its braces were',
    'momentum',
    'Formula: [ v_t = \\gamma v{t-1} + \\eta \\nabla J(\\theta) ] [ \\theta = \\theta - v_t ] where ( v_t ) is the velocity.',
    'Formula: [ v_t = \\gamma v{t-1} + \\eta \\nabla J(\\theta) ] [ \\theta = \\theta + v_t ] where ( v_t ) is the velocity.',
  ],
  [
    'of several steps the one in a frame is meant',
    'sgd',
    '$$w = w - \\eta (g + g)$$ is too far; so\n\n$$\\boxed{w = w - \\eta g}$$',
    '$$w = w - \\eta g$$ is too short; so\n\n$$\\boxed{w = w + \\eta g}$$',
  ],
  [
    'what a notebook is told is no part of a program',
    'momentum',
    python(NOTEBOOK('v')),
    python(NOTEBOOK('p.grad')),
  ],
  ['a loss that is given back is no rule', 'momentum', python(CLOSURE('v')), python(CLOSURE('p.grad'))],
  [
    'data beside a program is none, but a start in it counts',
    'momentum',
    `${python("def step(w, g, state):\n    state['v'] = mu * state['v'] + g\n    return w - lr * state['v']")}\n\n\`state = {"t": 0, "v": 0.0}\` before the first call.`,
    `${python("def step(w, g, state):\n    state['v'] = mu * state['v'] + g\n    return w - lr * state['v']")}\n\n\`state = {"t": 0, "v": 1.0}\` before the first call.`,
  ],
  [
    'a step that stands once more with a small constant is done once',
    'rmsprop',
    rmsprop(
      '$$w:=w-\\alpha\\frac{g_t}{\\sqrt{s_t}}$$\n\nor\n\n$$w:=w-\\alpha\\frac{g_t}{\\sqrt{s_t}+\\varepsilon}$$',
    ),
    rmsprop(
      '$$w:=w-\\alpha\\frac{g_t}{\\sqrt{s_t}}$$\n\nor\n\n$$w:=w-\\alpha\\frac{g_t}{\\sqrt{s_t}}+\\varepsilon$$',
    ),
  ],
  [
    'a letter that no equation makes is a constant where it stands in products alone',
    'nesterov',
    '$$v_{n+1} = m v_n - \\alpha\\nabla L(w_n)$$\n$$w_{n+1} = w_n + m^2 v_n - (1+m)\\,\\alpha\\nabla L(w_n)$$',
    '$$v_{n+1} = m v_n - \\alpha\\nabla L(w_n)$$\n$$w_{n+1} = w_n + m v_n - (1+m)\\,\\alpha\\nabla L(w_n)$$',
  ],
  [
    'a change that no equation makes is the gradient where the words say so',
    'momentum',
    '$v_t = \\gamma v_{t-1} - \\eta\\Delta w_t$ and $w_{t+1} = w_t + v_t$, where $\\Delta w_t$ stands for the gradient at $w_t$.',
    '$v_t = \\gamma v_{t-1} - \\eta\\Delta w_t$ and $w_{t+1} = w_t + v_t$, where $\\Delta w_t$ stands for the squared gradient.',
  ],
  [
    'old and new stand in brackets, too',
    'rmsprop',
    'new r = sqrt(rho * (old r)^2 + (1 - rho) * g^2)\nnew w = old w - eta * g / (new r + eps)',
    'new r = sqrt(rho * (old r)^2 + (1 - rho) * g^2)\nnew w = old w - eta * g / (old r + eps)',
  ],
  [
    'an algorithm in a fence of LaTeX is the answer',
    'momentum',
    '```latex\n\\begin{algorithmic}\n\\State $v \\gets \\mu v + g$\n\\State $w \\gets w - \\eta v$\n\\end{algorithmic}\n```\n\nThe step is $d = \\eta v$.',
    '```latex\n\\begin{algorithmic}\n\\State $v \\gets \\mu v + g$\n\\State $w \\gets w + \\eta v$\n\\end{algorithmic}\n```\n\nThe step is $d = \\eta v$.',
  ],
  [
    'a program that is cut out keeps its places',
    'momentum',
    python(`        for p in group["params"]:
            state = self.state[p]
            if len(state) == 0:
                state["v"] = torch.zeros_like(p)
            v = state["v"]
            v.mul_(mu).add_(p.grad)
            p.sub_(lr * v)`),
    python(`        for p in group["params"]:
            state = self.state[p]
            state["v"] = torch.zeros_like(p)
            v = state["v"]
            v.mul_(mu).add_(p.grad)
            p.sub_(lr * v)`),
  ],
  [
    'so does one that begins with else',
    'nesterov',
    script(SHIFTED_STEP('prev')),
    script(SHIFTED_STEP('weight.velocity')),
  ],
  [
    'a method of a prototype is a step',
    'momentum',
    script(`Optimizer.prototype.step = function (w, batchSize) {
  w.v = this.beta * w.v - this.rate / batchSize * w.grad;
  w.value += w.v;
};`),
    script(`Optimizer.prototype.step = function (w, batchSize) {
  w.v = this.beta * w.v - this.rate / batchSize * w.grad;
  w.value += batchSize * w.v;
};`),
  ],
  [
    'an array that is changed where it stands is kept under its other name; a number is not',
    'momentum',
    kept('np.zeros_like(param.data)', 'v *= self.mu\n        v -= self.lr * param.grad'),
    kept('0.0', 'v *= self.mu\n        v -= self.lr * param.grad'),
  ],
  [
    'nor is an array whose name gets a new value',
    'momentum',
    kept('np.zeros_like(param.data)', 'v *= self.mu\n        v += -self.lr * param.grad'),
    kept('np.zeros_like(param.data)', 'v *= self.mu\n        v = v - self.lr * param.grad'),
  ],
  [
    'a module goes by the name under which it is imported',
    'rmsprop',
    python(
      'import torch as t\n\ndef step(w, s, g):\n    s[:] = rho * s + (1 - rho) * t.square(g)\n    w[:] -= lr * g / (t.sqrt(s) + eps)',
    ),
    python(
      'import torch as t\n\ndef step(w, s, g):\n    s[:] = rho * s + (1 - rho) * t.abs(g)\n    w[:] -= lr * g / (t.sqrt(s) + eps)',
    ),
  ],
  [
    'a program may have its small constant elsewhere than the formulas, and nothing else',
    'adagrad',
    `$s_t = s_{t-1} + g_t \\bigodot g_t$ and $x_t = x_{t-1} - \\frac{\\eta}{\\sqrt{s_t}+\\epsilon} g_t$\n\n${python('def step(x, s, g):\n    s[:] += g ** 2\n    x[:] -= lr * g / np.sqrt(s + eps)')}`,
    `$s_t = s_{t-1} + g_t \\bigodot g_t$ and $x_t = x_{t-1} - \\frac{\\eta}{\\sqrt{s_t}+\\epsilon} g_t$\n\n${python('def step(x, s, g):\n    s[:] = g ** 2\n    x[:] -= lr * g / np.sqrt(s + eps)')}`,
  ],
  [
    'a program that no fence marks is one, with what stands above and below it',
    'momentum',
    `v = β * v + ∇f(θ)\n\nθ = θ - α * v\n\n${VELOCITY('self.velocity[i]')}\n\n  • Good: faster in valleys\n`,
    `v = β * v + ∇f(θ)\n\nθ = θ - α * v\n\n${VELOCITY('gradients[i]')}\n\n  • Good: faster in valleys\n`,
  ],
  [
    'so are lines of one',
    'momentum',
    "Code:\nv = config['v']*config['mu'] + dx\nnext_x = x - config['learning_rate']*v\nconfig['v'] = v\n",
    "Code:\nv = config['v']*config['mu'] + dx\nnext_x = x - config['learning_rate']*v\nconfig['v'] = dx\n",
  ],
  [
    'what both ways of a condition give is new in every turn',
    'momentum',
    python(BUFFER("buf.mul_(group['momentum']).add_(d_p)")),
    python(BUFFER("buf.mul_(group['momentum']).add_(buf)")),
  ],
  [
    'an array that has another name is not kept by it, whatever formulas stand beside it',
    'nesterov',
    `${LOOK_AHEAD}\n\n${python(SHIFTED('v.copy()'))}`,
    `${LOOK_AHEAD}\n\n${python(SHIFTED('v'))}`,
  ],
  [
    'nor is the gradient, where it is changed in place',
    'momentum',
    `${STEPS}\n\n${python(HELD('torch.zeros_like(p)'))}`,
    `${STEPS}\n\n${python(HELD('g'))}`,
  ],
  [
    'an array that takes up a root is no average any more',
    'rmsprop',
    `${ROOTS}\n\n${python(ROOTED('np.sqrt(s)'))}`,
    `${ROOTS}\n\n${python(ROOTED('np.sqrt(s, out=s)'))}`,
  ],
  [
    'words between two equations of a line join them where the second assigns',
    'sgd',
    'Gradientní sestup: w := w − α · ∂J/∂w a stejně tak b := b − α · ∂J/∂b',
    'Gradientní sestup: w := w − α · ∂J/∂w a stejně tak b := b + α · ∂J/∂b',
  ],
  [
    'a sign behind a backslash is shown as it is',
    'momentum',
    'v = mu \\* v - lr \\* g\nw = w + v',
    'v = mu \\* v - lr \\* g\nw = w - v',
  ],
  [
    'state[p] keeps what belongs to p',
    'momentum',
    python('for x in self.state:\n    pass\nv = self.state[p]\nv.mul_(mu).add_(grad)\np.sub_(lr * v)'),
    python('v = self.state[p]\nv.mul_(mu).add_(grad)\np.add_(lr * v)'),
  ],
  [
    'a list of one number is that number everywhere',
    'momentum',
    python(FILLED('0.0')),
    python(FILLED('1.0')),
  ],
];

describe('what is pasted', () => {
  test.each(LAWS)('%s', (_, expected, right, notRight) => {
    expect(verdict(right, expected)).toBe('right');
    expect(
      verdict(notRight, expected === 'adam' && notRight.includes('mu') ? 'momentum' : expected),
    ).not.toBe('right');
  });
});

test('an update that is only implied makes no answer wrong, and none beside a program that moves the parameters', () => {
  const formulas = `$$s_t = \\rho s_{t-1} + (1-\\rho)g_t^2$$
$$g_t^\\prime = \\frac{\\sqrt{\\Delta x_{t-1} + \\epsilon}}{\\sqrt{s_t + \\epsilon}} g_t$$
$$\\Delta x_t = \\rho\\Delta x_{t-1} + (1-\\rho){g_t^\\prime}^2$$`;
  const program = python(`def adadelta(p, s, delta, grad):
    s[:] = rho * s + (1 - rho) * grad * grad
    g = np.sqrt(delta + eps) / np.sqrt(s + eps) * grad
    p[:] -= g
    delta[:] = rho * delta + (1 - rho) * g * g`);
  expect(verdict(formulas, 'adadelta')).toBe('unread');
  expect(verdict(`${formulas}\n\n${program}`, 'adadelta')).toBe('right');
  expect(verdict(`${formulas}\n\n${program.replace('-= g', '+= g')}`, 'adadelta')).not.toBe('right');
});

const ARRAYS = ['{k: np.zeros_like(p) for k, p in params.items()}', '[np.zeros_like(p) for p in params]'];
const NUMBERS = [
  ...['{k: 0.0 for k in params}', "{'W': 0.0, 'b': 0.0}", '[0.0 for p in params]'],
  ...['[0.0] * len(params)', 'np.zeros(len(params))'],
];

describe('a name that is changed in place', () => {
  test.each(ARRAYS)('is kept of %s', (start) => {
    expect(verdict(keptIn(`self.v = ${start}`), 'momentum')).toBe('right');
    if (start.startsWith('[')) expect(verdict(zipped(start), 'momentum')).toBe('right');
  });

  test.each(NUMBERS)('is not of %s, unless it is put back', (start) => {
    expect(verdict(keptIn(`self.v = ${start}`), 'momentum')).not.toBe('right');
    if (start.startsWith('{')) return;
    expect(verdict(zipped(start), 'momentum')).not.toBe('right');
    expect(verdict(zipped(start, 'self.v[i] = v'), 'momentum')).toBe('right');
  });

  test.each(['self.v = {}', 'pass', 'self.v = Store()'])(
    'is unread of %s, unless it is put back',
    (start) => {
      expect(verdict(keptIn(start), 'momentum')).toBe('unread');
    },
  );

  test('is kept where it is put back, wherever it starts', () => {
    expect(verdict(keptIn('pass', 'self.v[k] = v'), 'momentum')).toBe('right');
  });
});

test('a program in a language that is read line by line alone is not called wrong', () => {
  const program = `public class RmsProp(float rate, float decay) : IOptimizer
{
    public float Update(float weight, float gradient, ref float squareGradient)
    {
        squareGradient = decay * squareGradient + (1 - decay) * gradient * gradient;
        return weight - rate * gradient / MathF.Sqrt(squareGradient + 1e-8f);
    }
}`;
  expect(verdict(program, 'rmsprop')).toBe('unread');
});

describe('the largest gradient as a limit of roots', () => {
  const limit = (power: string, root: string): string =>
    `$$v_t = \\beta_2^p v_{t-1} + (1-\\beta_2^p)${power}$$\n\n${adamax(`u_t = ${root} = \\max(\\beta_2 u_{t-1}, |g_t|)`)}`;
  test('of a recursion that is made of powers', () => {
    const right = limit('|g_t|^p', '\\lim_{p\\to\\infty} v_t^{1/p}');
    expect(verdict(right, 'adamax')).toBe('right');
  });
  test.each([
    ['|m_t|^p', '\\lim_{p\\to\\infty} v_t^{1/p}'],
    ['|g_t|^p', '\\lim_{p\\to\\infty} v_t'],
    ['|g_t|^p', '\\lim_{p\\to 0} v_t^{1/p}'],
  ])('and of no other: %s, %s', (power, root) => {
    expect(verdict(limit(power, root), 'adamax')).not.toBe('right');
  });
});
