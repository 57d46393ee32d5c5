/** Forms in which course pages, documentation and programs in other languages write a rule; and the same with one thing that makes them another. */
import { expect, test } from '@jest/globals';
import { ENVIRONMENTS } from '../../../../contract/markup/formula.ts';
import { judgeRule } from '../../../../grader/rules/judge.ts';
import type { Case } from './changes.ts';
import { testChanges } from './changes.ts';

const CASES: Case[] = [
  {
    title: 'a rate with an index that has a letter of its own',
    optimizer: 'adam',
    right: `  t  <- t + 1
  m  <- b1*m + (1-b1)*g
  v  <- b2*v + (1-b2)*g^2
  a_t = a * sqrt(1 - b2^t) / (1 - b1^t)
  x  <- x - a_t * m / (sqrt(v) + eps)

m, v and t are 0 before the first step. b1 = .9, b2 = .999, a = .001.`,
    changes: [
      ['a * sqrt(1 - b2^t)', 'a * (1 - b2^t)', /./],
      ['/ (1 - b1^t)', '/ (1 - b1)', /./],
      ['- a_t * m', '- a * m', /bias correction/],
    ],
  },
  {
    title: 'and counts the steps by another letter',
    optimizer: 'adam',
    right: String.raw`$m_k = \beta_1 m_{k-1} + (1-\beta_1) g_k$, $v_k = \beta_2 v_{k-1} + (1-\beta_2) g_k^2$, $a_k = a \sqrt{1-\beta_2^k}/(1-\beta_1^k)$, $x_k = x_{k-1} - a_k m_k/(\sqrt{v_k}+\epsilon)$`,
    changes: [
      [String.raw`\sqrt{1-\beta_2^k}/(1-\beta_1^k)`, String.raw`\sqrt{1-\beta_1^k}/(1-\beta_2^k)`, /./],
      ['x_{k-1} - a_k', 'x_{k-1} + a_k', /along the gradient/],
    ],
  },
  {
    title: 'a power with its start',
    optimizer: 'adam',
    right: String.raw`$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$, $p_t = p_{t-1} \beta_1$, $p_0 = 1$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$, $\hat m_t = m_t/(1-p_t)$, $\hat v_t = v_t/(1-\beta_2^t)$, $x_t = x_{t-1} - a \hat m_t/(\sqrt{\hat v_t}+\epsilon)$`,
    changes: [
      [', $p_0 = 1$', '', /starts nowhere/],
      ['p_0 = 1', String.raw`p_0 = \beta_1`, /./],
      [String.raw`p_{t-1} \beta_1`, String.raw`p_{t-1} \beta_2`, /decay rate of the other moment/],
      ['(1-p_t)', '(1-p_{t-1})', /./],
    ],
  },
  {
    title: 'characters of full width',
    optimizer: 'rmsprop',
    right: 'v ← ρ v + （1 − ρ）g²　（v の初期値は 0）\nw ← w − η g / （√v + ε）',
    changes: [
      ['は 0', 'は 1', /does not start at zero/],
      ['g²', 'g', /not its square/],
    ],
  },
  {
    title: 'a mean with its step in brackets',
    optimizer: 'rmsprop',
    right: String.raw`$$E[g^2](t) = \alpha E[g^2](t-1) + (1-\alpha) (\dfrac{\partial L}{\partial w})^2$$ $$w_{ij}(t+1) = w_{ij}(t) - \dfrac{\eta}{\sqrt{E[g^2](t)}}\dfrac{\partial L}{\partial w_{ij}}$$`,
    changes: [
      ['{E[g^2](t)}', '{E[g^2](t-1)}', /that of the step before/],
      [String.raw`\alpha E[g^2](t-1)`, 'E[g^2](t-1)', /leaves out the decay/],
    ],
  },
  {
    title: 'the same in plain text',
    optimizer: 'rmsprop',
    right: 'E[g²](t) = β·E[g²](t−1) + (1−β)·(δC/δw)²\n\nw(t+1) = w(t) − η/√(E[g²](t)) · δC/δw',
    changes: [['(δC/δw)²', '(δC/δw)', /not its square/]],
  },
  {
    title: 'indices of plain text that lost their places',
    optimizer: 'rmsprop',
    right:
      'E[g²]t = γ · E[g²]t−1 + (1 − γ) · gt²\nθt+1 = θt − η / √(E[g²]t + ε) · gt\n\nSugere-se γ = 0,9 e um bom valor inicial para η é 0,001.',
    changes: [
      ['√(E[g²]t +', '√(E[g²]t−1 +', /step before/],
      ['gt²', 'gt', /not its square/],
    ],
  },
  {
    title: 'a sum with dots in plain text',
    optimizer: 'adagrad',
    right: 'w_{t+1,j} = w_{t,j} - eta * g_{t,j} / ( sqrt( g_{1,j}^2 + g_{2,j}^2 + ... + g_{t,j}^2 ) + eps )',
    changes: [
      ['g_{1,j}^2 + ', '', /not alike/],
      ['... + g_{t,j}^2', '... + g_{t-1,j}^2', /step before/],
    ],
  },
  {
    title: 'a sum with dots that leaves out its first term',
    optimizer: 'adagrad',
    right: String.raw`$G_t = g_1^2 + \cdots + g_t^2$, $w_{t+1} = w_t - \eta g_t / (\sqrt{G_t} + \epsilon)$`,
    changes: [['g_1^2', 'g_2^2', /not alike/]],
  },
  {
    title: 'underscores that Markdown had to be told of, and environments of LaTeX',
    optimizer: 'momentum',
    right: String.raw`\begin{displaymath}\Delta w_{ij}(t)=-\eta\,\frac{\partial E}{\partial w_{ij}}(t)+\alpha \,\Delta w_{ij}(t-1)\end{displaymath} and $$w\_{ij}(t+1)=w\_{ij}(t)+\Delta w\_{ij}(t)$$`,
    changes: [[String.raw`=-\eta`, String.raw`=\eta`, /along the gradient/]],
  },
  {
    title: 'a dollar on a line of its own above and below a formula',
    optimizer: 'rmsprop',
    right: String.raw`### Equação
$
\nu_{t} = \gamma \nu_{t-1} + (1 - \gamma) (\nabla L)^2 \\
w_{t+1} = w_t - \frac{\eta \nabla L}{\sqrt{\nu_t + \epsilon}}
$`,
    changes: [[String.raw`(\nabla L)^2`, String.raw`\nabla L`, /not its square/]],
  },
  {
    title: 'a state that is said to be like another optimizer',
    optimizer: 'adamw',
    right: String.raw`**Initialize:** \( m_0 = 0 \), \( v_0 = 0 \), \( t = 0 \)

1. **Timestep:** \( t \leftarrow t + 1 \)
2. **First moment (momentum):** \[ m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t \]
3. **Second moment:** \[ v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2 \]
4. **Bias correction:** \[ \hat{m}_t = \frac{m_t}{1 - \beta_1^t}, \quad \hat{v}_t = \frac{v_t}{1 - \beta_2^t} \]
5. **Parameters (AdamW style):** \[ \theta_t = \theta_{t-1} - \alpha \frac{\hat{m}_t}{\sqrt{\hat{v}_t} + \epsilon} - \alpha \lambda \theta_{t-1} \]`,
    changes: [[String.raw`\frac{v_t}{1 - \beta_2^t}`, 'v_t', /bias correction/]],
  },
  {
    title: 'headings, below one of which no step is told',
    optimizer: 'adagrad',
    right: String.raw`## Gradient descent
$$w_{t+1} = w_t - \eta \nabla f(w_t)$$
## AdaGrad
$$E[g^2]_t = E[g^2]_{t-1} + \nabla f(w_t) \odot \nabla f(w_t)$$ $$w_{t+1} = w_t - \frac{\eta}{\sqrt{E[g^2]_t + \epsilon}} \odot \nabla f(w_t)$$
## RMSProp
$$E[g^2]_t = \gamma E[g^2]_{t-1} + (1-\gamma) \nabla f(w_t) \odot \nabla f(w_t)$$ (the step is the same)`,
    changes: [['{E[g^2]_t + ', '{E[g^2]_{t-1} + ', /./]],
  },
  {
    title: 'a call that names an argument, in words',
    optimizer: 'sgd',
    right:
      '```python\nw = w - lr * g\n```\nIn PyTorch: `torch.optim.SGD(params, lr=..., momentum=0)`, not `Adam(weight_decay=...)`.',
    changes: [['- lr * g', '+ lr * g', /along the gradient/]],
  },
  {
    title: 'fields of an object in MATLAB',
    optimizer: 'adam',
    right: `\`\`\`matlab
model.t = model.t + 1;
model.m = model.beta1 * model.m + (1 - model.beta1) * grad;
model.v = model.beta2 * model.v + (1 - model.beta2) * grad.^2;
m_hat = model.m / (1 - model.beta1^model.t);
v_hat = model.v / (1 - model.beta2^model.t);
model.w = model.w - model.lr * m_hat ./ (sqrt(v_hat) + model.epsilon);
\`\`\``,
    changes: [
      ['beta1^model.t', 'beta1', /time did not go on|bias correction/],
      ['grad.^2', 'grad', /not its square/],
    ],
  },
  {
    title: 'a program without a fence whose statements end with a semicolon',
    optimizer: 'rmsprop',
    right: `function params = optimize(obj, params, grads)
    % the history is zero at first
    obj.hist = obj.beta*obj.hist + (1-obj.beta)*(grads.*grads);
    delta = -obj.rate*grads./(sqrt(obj.hist)+obj.eps);
    params = params + delta;
end`,
    changes: [['obj.beta*obj.hist + (1-obj.beta)', '(1-obj.beta)*obj.hist + obj.beta', /changed places/]],
  },
  {
    title: 'a comment of a program that names α as TeX does',
    optimizer: 'momentum',
    right: `\`\`\`python
class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum  # \\alpha
        self.v = 0

    def update(self, params, grads):
        self.v = self.momentum * self.v - self.lr * grads
        params += self.v
\`\`\``,
    changes: [['self.v = self.momentum', 'self.v -= self.momentum', /along the gradient/]],
  },
  {
    title: 'a sum that unrolls the recursion of a program',
    optimizer: 'momentum',
    right: `\`\`\`python
buf = mu * buf + g
p = p - lr * buf
\`\`\`
$$ buf_t = g_t + \\mu g_{t-1} + \\mu^2 g_{t-2} + \\cdots + \\mu^{t-1} g_1 $$`,
    changes: [
      ['\\mu^2 g_{t-2}', '\\mu^3 g_{t-2}', /./],
      ['mu * buf + g', 'mu * buf + (1 - mu) * g', /./],
    ],
  },
  {
    title: 'a local name for an array of a field, changed entry by entry',
    optimizer: 'nesterov',
    right: `\`\`\`js
for (var i = 0; i < pglist.length; i++) {
  var gsumi = this.gsum[i];
  for (var j = 0; j < plen; j++) {
    var gij = g[j] / this.batch_size;
    var dx = gsumi[j];
    gsumi[j] = gsumi[j] * this.momentum + this.learning_rate * gij;
    dx = this.momentum * dx - (1.0 + this.momentum) * gsumi[j];
    p[j] += dx;
    g[j] = 0.0; // for the next batch
  }
}
\`\`\``,
    changes: [
      ['(1.0 + this.momentum)', '(1.0 - this.momentum)', /./],
      ['var dx = gsumi[j]', 'var dx = 0', /./],
    ],
  },
  {
    title: 'words in a column behind the equations',
    optimizer: 'adam',
    right: `m = β1·m + (1 − β1)·g        gemiddelde gradiënt (momentum)
v = β2・v + (1 − β2)・g²       (g² element voor element)
m̂ = m / (1 − β1^t)
v̂ = v / (1 − β2^t)
w = w − α·m̂ / (√v̂ + ε)`,
    changes: [
      ['gemiddelde gradiënt (momentum)', 'only every second step', /stands behind/],
      ['(1 − β2)・g²', '(1 − β2)・g', /not its square/],
    ],
  },
  {
    title: 'momentum by its name in Polish',
    optimizer: 'nesterov',
    right: String.raw`Zwykły pęd: $v_{t}=\gamma v_{t-1}+\eta\nabla J(\theta_{t-1})$, $\theta_t=\theta_{t-1}-v_t$.

Nesterov: $$v_t=\gamma v_{t-1}+\eta\,\nabla J(\theta_{t-1}-\gamma v_{t-1}),\qquad \theta_t=\theta_{t-1}-v_t$$`,
    changes: [[String.raw`J(\theta_{t-1}-\gamma`, String.raw`J(\theta_{t-1}+\gamma`, /./]],
  },
];

testChanges(CASES);

test.each(Object.keys(ENVIRONMENTS))('what the page draws is read: %s', (name) => {
  const rule = String.raw`$$\begin{${name}}w \leftarrow w - \eta \nabla L(w)\end{${name}}$$`;
  expect(judgeRule(rule, { expect: 'sgd' }).message).toBe('This is SGD.');
});

test('Go keeps nothing of a receiver that is a copy', () => {
  const program = (receiver: string): string => `\`\`\`go
func (${receiver}) Step(w, g []float64) {
	a.t++
	bc1 := 1 - math.Pow(a.beta1, float64(a.t))
	bc2 := 1 - math.Pow(a.beta2, float64(a.t))
	for i := range w {
		a.m[i] = a.beta1*a.m[i] + (1-a.beta1)*g[i]
		a.v[i] = a.beta2*a.v[i] + (1-a.beta2)*g[i]*g[i]
		w[i] -= a.lr * (a.m[i] / bc1) / (math.Sqrt(a.v[i]/bc2) + a.eps)
	}
}
\`\`\``;
  expect(judgeRule(program('a *Adam'), { expect: 'adam' }).message).toMatch(/^This is Adam/);
  expect(judgeRule(program('a Adam'), { expect: 'adam' }).message).toMatch(/is a copy here/);
});

test('what is assumed where an equation was not read makes no rule wrong', () => {
  const rule = String.raw`$$(E[g^2])(t) = \rho E[g^2](t-1) + (1-\rho) g^2$$ $$w(t+1) = w(t) - \eta g / \sqrt{E[g^2](t) + \epsilon}$$`;
  const result = judgeRule(rule, { expect: 'rmsprop' });
  expect(result).toMatchObject({
    understood: false,
    message: expect.stringMatching(/gives no name a value/),
  });
});
