/** Gradients of data beside a rule, differentials of Greek letters, and old values of what is made without a mark. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

const isCalledRight = (text: string, expect: string): boolean =>
  isRight(judgeRule(text, { expect }), { expect });

type Rule = readonly [optimizer: string, right: string, faults: readonly (readonly [string, string])[]];

function expectOnly([optimizer, text, faults]: Rule): void {
  expect([text, isCalledRight(text, optimizer)]).toEqual([text, true]);
  for (const [from, to] of faults) {
    expect(text).toContain(from);
    const changed = text.replace(from, to);
    expect([changed, isCalledRight(changed, optimizer)]).toEqual([changed, false]);
  }
}

const tex = String.raw;

describe('a gradient that is worked out of the data is one', () => {
  const rules: readonly Rule[] = [
    [
      'sgd',
      tex`Forward: $z = w^T x + b$, $a = \sigma(z)$. Backward: $dz = a - y$, $dw = x\,dz$, $db = dz$. Update: $w := w - \alpha\,dw$, $b := b - \alpha\,db$.`,
      [
        ['a - y', 'y - a'],
        [tex`dw = x\,dz`, 'dw = dz'],
        [tex`w - \alpha`, tex`w + \alpha`],
        [tex`b - \alpha`, tex`b + \alpha`],
        [tex`b - \alpha\,db`, tex`b - \alpha\,dw`],
      ],
    ],
    [
      'momentum',
      tex`$g = \frac1n X^T(Xw - y)$, $v \leftarrow \beta v + g$, $w \leftarrow w - \eta v$`,
      [
        ['Xw - y', 'y - Xw'],
        [tex`\eta v`, tex`\eta g`],
        [tex`\beta v + g`, tex`\beta v - g`],
      ],
    ],
    [
      'sgd',
      tex`$$g = \frac{1}{m}\sum_{i=1}^m (\hat y^{(i)} - y^{(i)}) x^{(i)}$$ $$w \leftarrow w - \eta g$$`,
      [
        [tex`\hat y^{(i)} - y^{(i)}`, tex`y^{(i)} - \hat y^{(i)}`],
        ['w - ', 'w + '],
      ],
    ],
    [
      'rmsprop',
      tex`$dW = \frac1m dZ A^T$, $s = \beta s + (1-\beta)\,dW^2$, $W := W - \alpha\,dW/(\sqrt s + \epsilon)$`,
      [
        ['dW^2', 'dW'],
        [tex`\sqrt s`, 's'],
      ],
    ],
    [
      'sgd',
      'h = w·x + b\n∂L/∂w = 2(h − y)·x\n∂L/∂b = 2(h − y)\nw ← w − α·∂L/∂w\nb ← b − α·∂L/∂b',
      [
        ['w − α', 'w + α'],
        ['b − α·∂L/∂b', 'b − α·∂L/∂w'],
      ],
    ],
  ];
  test.each(rules)('%s: %s', (...rule) => {
    expectOnly(rule);
  });

  test('the answer is told so', () => {
    const { notices } = judgeRule(tex`$dw = (a - y)x$, $w := w - \alpha\,dw$`, { expect: 'sgd' });
    expect(notices).toContain('What is worked out for “d” is taken for the gradient.');
  });
});

test.each<Rule>([
  ['sgd', 'θ ← θ − η·dJ/dθ', [['−', '+']]],
  ['sgd', 'θ ← θ − η·dJ(θ)/dθ', [['−', '+']]],
  ['sgd', 'dθ = gradient of the loss\nθ = θ − η·dθ', [['θ − η', 'θ + η']]],
  ['momentum', 'g[i] = dL/dθ[i]\nv[i] = μ·v[i] + g[i]\nθ[i] = θ[i] − η·v[i]', [['η·v', 'η·g']]],
  ['nesterov', 'v = μ v − η dL(w + μ v)/dw\nw = w + v', [['w + μ v', 'w']]],
  // Without an index a sum that is divided by the number of examples is over these.
  ['sgd', 'g = (1/m) Σ ∇L(f(x⁽ⁱ⁾;θ), y⁽ⁱ⁾)\nθ ← θ − ε g', [['(1/m) Σ', 'Σ']]],
  [
    'sgd',
    tex`$g = \frac1m \sum \nabla L_i(\theta)$, $\theta \leftarrow \theta - \eta g$`,
    [[tex`\frac1m \sum`, tex`\sum`]],
  ],
])('%s: %s', (...rule) => {
  expectOnly(rule);
});

test.each<Rule>([
  // The old one of what is made without a mark is that of the step before.
  ['momentum', tex`$v = \mu v + g$, $w_{new} = w_{old} - \eta v$`, [[tex`\eta v`, tex`\eta v_{old}`]]],
  [
    'momentum',
    'velocity = 0.9 × velocity + gradient\nnew weight = current weight − learning rate × current velocity',
    [['× current velocity', '× last velocity']],
  ],
  // What is said behind a list of starts holds for each of them.
  [
    'momentum',
    'v ← β v + g\nw ← w − η v\n\nβ = 0.9; v = 0 before t = 1.',
    [['before t = 1', 'before each step']],
  ],
  ['momentum', 'v ← β v + g\nw ← w − η v\n\nβ=0.9，初期値 v=0。', [['初期値', 'その後']]],
  // Beside the rule that is asked for stands that of another, under its name.
  [
    'nesterov',
    tex`$$v_t = \gamma v_{t-1} + \eta \nabla J(\theta_{t-1} - \gamma v_{t-1}), \quad \theta_t = \theta_{t-1} - v_t$$

Classical momentum is

$$v_t = \gamma v_{t-1} + \eta \nabla J(\theta_{t-1}), \quad \theta_t = \theta_{t-1} - v_t$$`,
    [
      [tex` - \gamma v_{t-1})`, ')'],
      ['Classical momentum is', 'So we use'],
    ],
  ],
])('%s: %s', (...rule) => {
  expectOnly(rule);
});

const LISTING = `\`\`\`
m[i] = 0, v[i] = 0 for all i;  t = 0
while training:
    t = t + 1
    for every coordinate i:
        m[i] = 0.9   * m[i] + 0.1   * g[i]
        v[i] = 0.999 * v[i] + 0.001 * g[i]^2
        mc = m[i] / (1 - 0.9^t)
        vc = v[i] / (1 - 0.999^t)
        θ[i] = θ[i] - 0.001 * mc / (sqrt(vc) + 1e-8)
\`\`\``;
const MATLAB = `\`\`\`matlab
s.t = s.t + 1;
s.m = b1*s.m + (1-b1)*g;
s.v = b2*s.v + (1-b2)*g.^2;
mc = s.m ./ (1 - b1^s.t);
vc = s.v ./ (1 - b2^s.t);
w  = w - lr * mc ./ (sqrt(vc) + 1e-8);
\`\`\``;
const TORCH = `\`\`\`python
@torch.no_grad()
def step(params, bufs, lr=0.1, mu=0.9):
    for p, buf in zip(params, bufs):
        buf.mul_(mu).add_(p.grad)
        p.add_(buf, alpha=-lr)
\`\`\`

\`bufs = [torch.zeros_like(p) for p in params]\` is made once before the loop.`;

test.each<Rule>([
  [
    'adam',
    LISTING,
    [
      ['mc = m[i] / (1 - 0.9^t)', 'mc = m[i]'],
      ['g[i]^2', 'g[i]'],
      ['+ 0.1 ', '+ 0.9 '],
    ],
  ],
  [
    'adam',
    MATLAB,
    [
      ['b1^s.t', 'b1'],
      ['.^2', ''],
    ],
  ],
  ['momentum', TORCH, [['zeros_like', 'ones_like']]],
  [
    'nesterov',
    '```\nv = 0\nfor t = 1 .. T:\n    w_ahead = w + mu*v\n    g = grad_loss(w_ahead)\n    v = mu*v - lr*g\n    w = w + v\n```',
    [['grad_loss(w_ahead)', 'grad_loss(w)']],
  ],
  // Several names get their values on one line.
  [
    'adam',
    '```julia\nc1, c2 = 1 - b1^t, 1 - b2^t\nm = b1 * m + (1 - b1) * g\nv = b2 * v + (1 - b2) * g^2\nw -= lr * (m / c1) / (sqrt(v / c2) + eps)\n```',
    [['1 - b1^t, 1 - b2^t', '1 - b2^t, 1 - b1^t']],
  ],
  [
    'momentum',
    '```\nV1, V2 ← 0, 0\nfor each minibatch:\n    (G1, G2) ← backprop(W1, W2)\n    V1 ← β·V1 + G1 ;  V2 ← β·V2 + G2\n    W1 ← W1 − lr·V1\n    W2 ← W2 − lr·V2\n```',
    [
      ['lr·V2', 'lr·V1'],
      ['+ G2', '+ G1'],
    ],
  ],
  // A new value stands beside the one before the step.
  ['momentum', '```r\nv_new <- mu * v - lr * g\nw <- w + v_new\nv <- v_new\n```', [['w + v_new', 'w + v']]],
])('%s in code: %s', (...rule) => {
  expectOnly(rule);
});
