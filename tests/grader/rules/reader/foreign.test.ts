/** Rules in other markup and in programs, and values that are marked as new, present and old. */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import type { Case } from './changes.ts';
import { testChanges } from './changes.ts';

const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

const CASES: Case[] = [
  {
    title: 'a numbered constant that another one gives',
    optimizer: 'momentum-ema',
    right: String.raw`$$v_t = \beta_1 v_{t-1} + \beta_2 g_t$$ $$x_{t+1} = x_t - \alpha v_t$$ where $\beta_2 = 1 - \beta_1$.`,
    changes: [
      [String.raw`1 - \beta_1`, String.raw`1 + \beta_1`, /./],
      [String.raw`\beta_2 g_t`, 'g_t', /./],
      [String.raw`\beta_1 v_{t-1}`, String.raw`\beta_1 v_1`, /./],
    ],
  },
  {
    title: 'a step of 1/L, and a constant that comes from the objective',
    optimizer: 'nesterov',
    right: String.raw`$$x^{k+1} = y^k - \tfrac1L \nabla f(y^k), \qquad y^{k+1} = x^{k+1} + \beta\,(x^{k+1} - x^k), \qquad y^0 = x^0$$ with $\beta = \frac{\sqrt\varkappa - 1}{\sqrt\varkappa + 1}$.`,
    changes: [
      [String.raw`- \tfrac1L`, String.raw`+ \tfrac1L`, /along the gradient/],
      [String.raw`(x^{k+1} - x^k)`, String.raw`(x^k - x^{k+1})`, /./],
      [String.raw`\tfrac1L`, String.raw`\tfrac{\alpha}{L}`, /./],
    ],
  },
  {
    title: 'indices above, with brackets here and without there',
    optimizer: 'adagrad',
    right: String.raw`$$v^{(k)}_j = v^{k-1}_j + (g_j^{(k)})^2$$ $$x_j^{(k)} = x_j^{(k-1)} - \alpha \frac{g_j^{(k)}}{\sqrt{v^{(k)}_j  + \epsilon}}$$`,
    changes: [
      ['(g_j^{(k)})^2', 'g_j^{(k)}', /./],
      [String.raw`v^{k-1}_j`, String.raw`v^{k-1}_j v^{k-1}_j`, /./],
    ],
  },
  {
    title: 'powers of the decays that are raised behind their use',
    optimizer: 'adam',
    right: fenced(
      'python',
      `class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999):
        self.lr, self.b1, self.b2 = lr, beta1, beta2
        self.b1t, self.b2t = beta1, beta2
        self.m = 0
        self.v = 0
    def step(self, w, g):
        self.m = self.b1 * self.m + (1 - self.b1) * g
        self.v = self.b2 * self.v + (1 - self.b2) * g ** 2
        mh = self.m / (1 - self.b1t)
        vh = self.v / (1 - self.b2t)
        self.b1t *= self.b1
        self.b2t *= self.b2
        return w - self.lr * mh / (np.sqrt(vh) + 1e-8)`,
    ),
    changes: [
      ['self.b1t, self.b2t = beta1, beta2', 'self.b1t, self.b2t = 1.0, 1.0', /./],
      ['self.b1t, self.b2t = beta1, beta2', 'self.b1t, self.b2t = beta2, beta1', /./],
      ['self.b1t *= self.b1\n', 'self.b1t *= self.b2\n', /./],
      ['self.m = 0\n', 'self.m = beta1\n', /./],
    ],
  },
  {
    title: 'a step whose head is not written, and what it gives back',
    optimizer: 'rmsprop',
    right: fenced(
      'python',
      `E_g2 = self.decay * E_g2 + (1 - self.decay) * grad ** 2
self.state[param_name]['E_g2'] = E_g2
return param - self.learning_rate * grad / (np.sqrt(E_g2) + self.epsilon)`,
    ),
    changes: [
      ['return param -', 'return param +', /along the gradient/],
      ['return param - ', 'return ', /missing/],
    ],
  },
  {
    title: 'a label in the middle of a step',
    optimizer: 'momentum',
    right: `        var gij = g[j] / this.batch_size;
        var gsumi = this.gsum[i];

        // momentum
        var dx = this.momentum * gsumi[j] - this.learning_rate * gij;
        gsumi[j] = dx;
        p[j] += dx;
        g[j] = 0.0;`,
    changes: [
      ['p[j] += dx', 'p[j] -= dx', /along the gradient/],
      ['gsumi[j] = dx;', '', /./],
      ['gsumi[j] = dx;', 'gsumi[j] = gij;', /./],
    ],
  },
  {
    title: 'numbers with a bare point, and the decay of NAdam’s warm-up as a parameter',
    optimizer: 'nadam',
    right: fenced(
      'python',
      `def nadam_step(param, grad, exp_avg, exp_avg_sq, mu_product, step, lr, beta1, beta2, eps, momentum_decay):
    step += 1
    bias_correction2 = 1. - beta2 ** step
    mu = beta1 * (1. - 0.5 * (0.96 ** (step * momentum_decay)))
    mu_next = beta1 * (1. - 0.5 * (0.96 ** ((step + 1) * momentum_decay)))
    mu_product *= mu
    exp_avg.lerp_(grad, 1 - beta1)
    exp_avg_sq.mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
    denom = exp_avg_sq.div(bias_correction2).sqrt().add_(eps)
    param.addcdiv_(grad, denom, value=(-lr * (1. - mu) / (1. - mu_product)))
    param.addcdiv_(exp_avg, denom, value=(-lr * mu_next) / (1. - mu_product * mu_next))
    return param, exp_avg, exp_avg_sq, mu_product, step`,
    ),
    changes: [
      ['0.96 ** (step', '0.9 ** (step', /./],
      ['(1. - mu_product)', '(1. - mu)', /./],
      ['(1. - mu)', '(1. - mu_next)', /./],
      ['value=(-lr * mu_next)', 'value=(lr * mu_next)', /./],
    ],
  },
  {
    title: 'a power of ten behind a bare point',
    optimizer: 'adagrad',
    right: fenced('python', 'cache += dw**2\nw += -1.e-2 * dw / (np.sqrt(cache) + 1.e-8)'),
    changes: [
      ['-1.e-2', '1.e-2', /along the gradient/],
      ['np.sqrt(cache)', 'cache', /root/],
    ],
  },
  {
    title: 'words of \\text at the beginning of rows',
    optimizer: 'adadelta',
    right: String.raw`.. math::
    \begin{array}{ll} \\
        \text{accum} = \rho * \text{accum} + (1 - \rho) * \text{grad}^2 \\
        \text{update} = \sqrt{\text{accum_update} + \epsilon} * \frac{\text{grad}}{\sqrt{\text{accum} + \epsilon}} \\
        \text{accum_update} = \rho * \text{accum_update} + (1 - \rho) * \text{update}^2 \\
        \text{var} = \text{var} - \text{lr} * \text{update}
    \end{array}

lr = 1`,
    changes: [
      [String.raw`\text{update}^2`, String.raw`\text{grad}^2`, /./],
      [String.raw`\text{var} - \text{lr}`, String.raw`\text{var} + \text{lr}`, /along the gradient/],
    ],
  },
  {
    title: 'a rate of 1 that the paper lacks',
    optimizer: 'adadelta',
    right: String.raw`$$s_t = \rho s_{t-1} + (1-\rho) g_t^2, \quad \Delta_t = \alpha \frac{\sqrt{d_{t-1}+\epsilon}}{\sqrt{s_t+\epsilon}} g_t, \quad d_t = \rho d_{t-1} + (1-\rho) \Delta_t^2, \quad x_t = x_{t-1} - \Delta_t$$ with $\alpha = 1$.`,
    changes: [[String.raw`$\alpha = 1$`, String.raw`$\alpha = 2$`, /./]],
  },
  {
    title: 'mu without its backslash',
    optimizer: 'nesterov',
    right: String.raw`\[ \begin{aligned}& velocity = mu * velocity + gradient\\& param = param - (gradient + mu * velocity) * learning\_rate\end{aligned} \]`,
    changes: [['(gradient + mu * velocity)', 'mu * velocity', /./]],
  },
  {
    title: 'starts that are displayed beside equations in the text',
    optimizer: 'momentum',
    right: String.raw`$v_t = \mu v_{t-1} + g_t$

where $$v_0 = 0$$

$\theta_t = \theta_{t-1} - \eta v_t$`,
    changes: [['v_0 = 0', 'v_0 = 1', /does not start at zero/]],
  },
  {
    title: "Julia's broadcast",
    optimizer: 'momentum',
    right: 'v .= mu .* v .+ g\nx .-= lr .* v',
    changes: [['.-=', '.+=', /along the gradient/]],
  },
  {
    title: 'a first decay that is given per step and does not change',
    optimizer: 'amsgrad',
    right: String.raw`$$m_t = \beta_{1t} m_{t-1} + (1 - \beta_{1t}) g_t, \quad v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2$$ $$\hat{v}_t = \max(\hat{v}_{t-1}, v_t), \quad x_{t+1} = x_t - \alpha_t m_t/\sqrt{\hat{v}_t}$$ We take $\beta_{1t}=\beta_1$.`,
    changes: [[String.raw`$\beta_{1t}=\beta_1$`, String.raw`$\beta_{1t}=\beta_2$`, /./]],
  },
  {
    title: 'a square and its step that touch',
    optimizer: 'rmsprop',
    right: 'vt ← ρ · vt−1 + (1 − ρ) · g²t\nθt ← θt−1 − η · gt / (√vt + ε)',
    changes: [['g²t', 'gt', /not its square/]],
  },
  {
    title: 'an example with a value for the state',
    optimizer: 'momentum',
    right: String.raw`$$v \leftarrow \mu v + g, \qquad \theta \leftarrow \theta - \eta v$$

*Example.* theta = 1.0, velocity = 0.1, momentum = 0.9, g = 1: the new velocity is 1.09.`,
    changes: [['*Example.* theta = 1.0, velocity = 0.1', 'In the beginning velocity = 0.1', /./]],
  },
  {
    title: 'paragraphs of TeX without delimiters, of which one has no command',
    optimizer: 'adagrad',
    right: String.raw`v_t = v_{t-1} + g_t^2

x_{t+1} = x_t - \text{stepsize} * \frac{g_t}{\sqrt{v_t} + \epsilon}`,
    changes: [['+ g_t^2', '+ g_t', /not its square/]],
  },
  {
    title: 'new and old values that are marked in front',
    optimizer: 'rmsprop',
    right: 'new_s = rho*s + (1-rho)*g^2\nnew_w = w - lr*g/sqrt(new_s + eps)',
    changes: [['sqrt(new_s', 'sqrt(s', /which value is meant/]],
  },
  {
    title: 'a value that is marked as new',
    optimizer: 'momentum',
    right: String.raw`$v_{new} = \mu v + g$, $w_{new} = w - \eta v_{new}$`,
    changes: [
      [String.raw`\eta v_{new}`, String.raw`\eta v`, /which value is meant/],
      [String.raw`\mu v +`, String.raw`\mu v -`, /./],
    ],
  },
  {
    title: 'a present value between a new one and an old one',
    optimizer: 'momentum',
    right: String.raw`$w_{new} = w + \mu (w - w_{old}) - \eta \nabla J(w)$`,
    changes: [['(w - w_{old})', '(w_{old} - w)', /subtracts/]],
  },
  {
    title: 'a new value beside that which it replaces',
    optimizer: 'nesterov',
    right: String.raw`$y_{new} = w - \eta \nabla J(w)$

$w_{new} = y_{new} + \mu (y_{new} - y)$`,
    changes: [['(y_{new} - y)', '(y - y_{new})', /./]],
  },
  {
    title: 'a point that is made of the old velocity',
    optimizer: 'nesterov',
    right: String.raw`$v_{new} = \mu v - \eta \nabla J(w + \mu v)$, $w_{new} = w + v_{new}$`,
    changes: [[String.raw`(w + \mu v)`, String.raw`(w + \mu v_{new})`, /needed to make itself/]],
  },
  {
    title: 'what a function gives back of the moments that it was given',
    optimizer: 'adam',
    right: fenced(
      'python',
      `def update_variables_Adam(alpha, beta1, beta2, epsilon, var, grad, v, s, t):
    Vd = (beta1 * v) + ((1 - beta1) * grad)
    Sd = (beta2 * s) + ((1 - beta2) * grad * grad)
    Vd_ok = Vd / (1 - beta1 ** t)
    Sd_ok = Sd / (1 - beta2 ** t)
    var -= alpha * Vd_ok / (Sd_ok ** 0.5 + epsilon)
    return var, Vd, Sd`,
    ),
    changes: [
      ['return var, Vd, Sd', 'return var, Vd, s', /./],
      ['/ (1 - beta2 ** t)', '/ (1 - beta1 ** t)', /./],
    ],
  },
  {
    title: 'a rate that a function changes for itself alone',
    optimizer: 'adam',
    right: fenced(
      'python',
      `def adam(grad, x, m, v, i, step_size=0.001, b1=0.9, b2=0.999, eps=10**-8):
    m = (1 - b1) * grad + b1 * m
    v = (1 - b2) * (grad**2) + b2 * v
    step_size = step_size * np.sqrt(1 - b2**(i + 1)) / (1 - b1**(i + 1))
    x = x - step_size * m / (np.sqrt(v) + eps)
    return x, m, v`,
    ),
    changes: [
      ['return x, m, v', 'return x, v', /not returned|changed/],
      ['np.sqrt(1 - b2**(i + 1))', '(1 - b2**(i + 1))', /./],
    ],
  },
  {
    title: 'gradients that are cleared behind their use',
    optimizer: 'adagrad',
    right: fenced(
      'js',
      `this.gsum = [];
this.eps = typeof options.eps !== 'undefined' ? options.eps : 1e-6;
if (this.gsum.length === 0) {
  for (var i = 0; i < pglist.length; i++) this.gsum.push(global.zeros(pglist[i].params.length));
}
for (var i = 0; i < pglist.length; i++) {
  var p = pglist[i].params;
  var g = pglist[i].grads;
  var gsumi = this.gsum[i];
  for (var j = 0; j < p.length; j++) {
    gsumi[j] = gsumi[j] + g[j] * g[j];
    p[j] += - this.learning_rate / Math.sqrt(gsumi[j] + this.eps) * g[j];
    g[j] = 0.0;
  }
}`,
    ),
    changes: [
      ['    gsumi[j] = gsumi[j] +', '    g[j] = 0.0;\n    gsumi[j] = gsumi[j] +', /./],
      ['+ g[j] * g[j]', '+ g[j]', /./],
    ],
  },
  {
    title: 'zeros in the shape of the parameters',
    optimizer: 'momentum',
    right: fenced(
      'python',
      `d = 0 * theta0
theta = theta0
for _ in range(N):
    d = mu * d - lr * grad(theta)
    theta = theta + d`,
    ),
    changes: [['d = 0 * theta0', 'd = 1 * theta0', /./]],
  },
  {
    title: 'a program with the rate in the velocity, and formulas without',
    optimizer: 'momentum',
    right: `${fenced('python', 'd = mu * d - lr * grad(theta)\ntheta = theta + d')}\n\nThat is $v \\leftarrow \\mu v + g$ and $\\theta \\leftarrow \\theta - \\eta v$.`,
    changes: [[String.raw`\mu v + g`, String.raw`\mu v - g`, /./]],
  },
  {
    title: "GitHub's backticks within dollars",
    optimizer: 'adamax',
    right: String.raw`# $${'`'} m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t,\;\; u_t = \max(\beta_2 u_{t-1},\,|g_t|),\;\; \theta_{t+1} = \theta_t - \frac{\eta}{1-\beta_1^t} \frac{m_t}{u_t} ${'`'}$

 – $${'`'}m_0 = u_0 = 0${'`'}$`,
    changes: [
      ['|g_t|', 'g_t', /./],
      ['u_0 = 0', 'u_0 = 1', /./],
    ],
  },
  {
    title: 'lines of text and TeX',
    optimizer: 'adam',
    right: String.raw`- $V_{dw} = 0,\ S_{dw} = 0,\ V_{db} = 0,\ S_{db} = 0$
- On iteration t (from 1),
    - $V_{dW} = \beta_1 V_{dW} + (1 - \beta_1)dW$, $V_{db} = \beta_1 V_{db} + (1 - \beta_1)db$
    - $S_{dW} = \beta_2 S_{dW} + (1 - \beta_2)dW^2$, $S_{db} = \beta_2 S_{db} + (1 - \beta_2)db^2$
    - W -= $\alpha \frac{V_{dW}/(1 - \beta_1^t)}{\sqrt{S_{dW}/(1 - \beta_2^t)} + \epsilon}$, b = b − $\alpha \frac{V_{db}/(1 - \beta_1^t)}{\sqrt{S_{db}/(1 - \beta_2^t)} + \epsilon}$`,
    changes: [
      ['W -=', 'W +=', /along the gradient/],
      [String.raw`b − $\alpha`, String.raw`b + $\alpha`, /along the gradient/],
      ['W -= $', 'W -= 2 $', /./],
    ],
  },
  {
    title: 'a sum that is taken off as a whole',
    optimizer: 'adamw',
    right: String.raw`$m = \beta_1 m + (1-\beta_1) g$, $v = \beta_2 v + (1-\beta_2) g^2$, $\hat m = m/(1-\beta_1^t)$, $\hat v = v/(1-\beta_2^t)$

w -= $\eta \hat m/(\sqrt{\hat v}+\epsilon) + \eta\lambda w$`,
    changes: [['w -= $', 'w = w - $', /is added/]],
  },
  {
    title: 'a gradient with respect to its point',
    optimizer: 'nesterov',
    right: String.raw`$$m = \lambda m - \beta \nabla_{\theta + \lambda m} q(\theta + \lambda m)$$ $$ \theta = \theta + m$$`,
    changes: [
      [String.raw`\nabla_{\theta + \lambda m}`, String.raw`\nabla_{\theta - \lambda m}`, /with respect to/],
    ],
  },
  {
    title: 'numbers in brackets behind their equations',
    optimizer: 'momentum',
    right: fenced('', 'v_t = β * v_{t-1} + g_t   （β = 0.9）\nw_t ← w_{t-1} - η * v_t (η = 0.001)'),
    changes: [
      ['（β = 0.9）', '（v_0 = 1）', /does not start at zero/],
      ['g_t   （β = 0.9）', 'g_t * （β = 0.9）', /./],
    ],
  },
  {
    title: 'three full stops for the terms between',
    optimizer: 'adagrad',
    right: String.raw`$$G_{t}=g^2_{1}+g^2_{2}+...+g^2_{t}$$ $$\theta_{t+1}=\theta_{t}-\frac{\eta}{\sqrt{G_{t}+\epsilon}} g_{t}$$`,
    changes: [['+g^2_{t}', '+g^2_{t-1}', /./]],
  },
  {
    title: 'the sign of a product within words of French',
    optimizer: 'momentum',
    right: '**Formule** : `v = momentum × v + gradient` puis `poids = poids - learning_rate × v`',
    changes: [['momentum × v', 'momentum × gradient', /./]],
  },
  {
    title: 'settings that are called',
    optimizer: 'adadelta',
    right: `accum = rho() * accum + (1 - rho()) * grad.square();
update = (update_accum + epsilon()).sqrt() * (accum + epsilon()).rsqrt() * grad;
update_accum = rho() * update_accum + (1 - rho()) * update.square();
var -= update;`,
    changes: [
      ['(accum + epsilon()).rsqrt()', '(accum + epsilon()).sqrt()', /./],
      ['* update.square()', '* grad.square()', /./],
    ],
  },
  {
    title: 'where a state starts, in words behind its number',
    optimizer: 'momentum',
    right: 'v = β * v + g\nw ← w - η * v\n\nv = 0 before the first step',
    changes: [
      ['v = 0 before the first step', 'v = 1 before the first step', /does not start at zero/],
      ['v = 0 before the first step', 'v = 1 at first', /does not start at zero/],
    ],
  },
  {
    title: 'the numbers of Adam, of which the rate is what the second decay leaves',
    optimizer: 'adam',
    right: fenced(
      'python',
      `def adam(w, g, m, v, t):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g ** 2
    w = w - 0.001 * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
    return w, m, v`,
    ),
    changes: [
      ['+ 0.001 * g ** 2', '+ 0.01 * g ** 2', /./],
      ['(1 - 0.999 ** t)', '(1 - 0.9 ** t)', /./],
      ['0.9 * m + 0.1 * g', '0.1 * m + 0.9 * g', /./],
    ],
  },
  {
    title: 'states by the letters of decays',
    optimizer: 'adam',
    right: fenced(
      'python',
      `def adam_update(g, x, mu, nu, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    new_mu = b1 * mu + (1 - b1) * g
    new_nu = b2 * nu + (1 - b2) * g ** 2
    mu_hat = new_mu / (1 - b1 ** t)
    nu_hat = new_nu / (1 - b2 ** t)
    return x - lr * mu_hat / (np.sqrt(nu_hat) + eps), new_mu, new_nu`,
    ),
    changes: [['new_mu, new_nu', 'new_mu, nu', /./]],
  },
  {
    title: 'decoupled decay of a new value from an old one',
    optimizer: 'adamw',
    right: String.raw`$m = \beta_1 m + (1-\beta_1) g$, $v = \beta_2 v + (1-\beta_2) g^2$, $\hat m = m/(1-\beta_1^t)$, $\hat v = v/(1-\beta_2^t)$, $w_{new} = w_{old} - \eta\hat m/(\sqrt{\hat v}+\epsilon) - \eta\lambda w$`,
    changes: [[String.raw`- \eta\lambda w`, String.raw`+ \eta\lambda w`, /./]],
  },
  {
    title: 'a program beside formulas',
    optimizer: 'momentum',
    right: `$$v \\leftarrow \\mu v - \\eta g, \\qquad w \\leftarrow w + v$$\n\n${fenced('python', 'v = mu * v - lr * g\nw = w + v')}`,
    changes: [
      ['v = mu * v - lr * g', 'v = mu * v + g', /another rule/],
      ['w = w + v\n', 'w = w + lr * v * v\n', /another rule/],
    ],
  },
];

testChanges(CASES);

test.each([
  ['w ← w − η ∇ℓ(@)', 'w'],
  ['w ← w − η ∇_w ℒ(@)', 'w'],
  ['w ← w − η · (1/m) Σ_{i∈B} ∇ℓ(f(x_i; @), y_i)', 'w'],
  ['w ← w − η ∇(@)', 'w'],
  ['w ← w − η ∇损失(@)', 'w'],
  ['w ← w − η ∂ℓ/∂@', 'w'],
  ['𝑤 ← 𝑤 − 𝜂 ∇𝐿(@)', '𝑤'],
  ['𝐰 = 𝐰 − 𝛼 𝛁𝐽(@)', '𝐰'],
  ['𝜃ₜ₊₁ = 𝜃ₜ − 𝜂 ∇𝐿(@)', '𝜃ₜ'],
  [String.raw`$w \leftarrow w - \eta \nabla(@)$`, 'w'],
  [String.raw`$w \leftarrow w - \eta \nabla \ell(@)$`, 'w'],
])('whatever letters a gradient is written in, it is taken at the parameters: %s', (rule, parameters) => {
  const isSgd = (point: string): boolean =>
    isRight(judgeRule(rule.replace('@', point), { expect: 'sgd' }), { expect: 'sgd' });
  expect(isSgd(parameters)).toBe(true);
  expect(isSgd('q')).toBe(false);
  expect(isSgd(`${parameters} - v`)).toBe(false);
});

test('the brackets behind ∇ may hold an objective', () => {
  for (const objective of ['L', String.raw`L + \frac{\lambda}{2} w^2`, String.raw`\frac1n \sum_i L_i`]) {
    const rule = String.raw`$w \leftarrow w - \eta \nabla(${objective})$`;
    expect(judgeRule(rule, { expect: 'sgd' }).message).toBe('This is SGD.');
  }
});

test('a function of the program is no size of the batch by its name', () => {
  const program = (size: string): string =>
    fenced(
      'python',
      `def ${size}(z):\n    return np.sqrt(z + 1e-6)\n\nfor k in range(K):\n    g = grad(x)\n    A = rho * A + (1 - rho) * g ** 2\n    d = g * ${size}(B) / ${size}(A)\n    B = rho * B + (1 - rho) * d ** 2\n    x = x - d`,
    );
  for (const name of ['rms', 'size'])
    expect(judgeRule(program(name), { expect: 'adadelta' }).message).toMatch(/^This is AdaDelta/);
});

test.each([
  ['momentum', 'v = mu*v + g    # velocity, reset to zero in every step\nw = w - lr*v'],
  ['sgd', String.raw`w = w - $\eta g$ over the norm of g.`],
  ['momentum', String.raw`√v = $\mu v + g$, w = w - $\eta v$`],
  ['sgd', 'w = w - $\\eta g$\n- $\\eta \\mu v$'],
  ['sgd', String.raw`$g = \nabla L(w)$, w -= $\eta g$, mal 2.`],
  ['momentum', 'v = mu*v + g (v = 1)\nw = w - lr*v'],
  ['momentum', 'v = mu*v + g\nw = w - lr*v\n\nv is put to 0 at first and again at every step.'],
  ['momentum', 'v = mu*v + g\nw = w - lr*v\n\nExample initialisation: v = 1'],
  ['sgd', 'new_w = w - lr*g\nnew_w = new_w - lr*g'],
  [
    'rmsprop',
    String.raw`$s = \rho_{2t} s + (1-\rho_{2t}) g^2$, $\rho_{2t} = \rho_2^t$, $w = w - \eta g/\sqrt{s+\epsilon}$`,
  ],
  [
    'adagrad',
    fenced(
      'python',
      'for i in range(n):\n    grad_sq[i] += g[i] ** 2\n    w[i] -= lr * g[i] / (np.sqrt(grad_sq[i]) + eps)\n    grad_sq[i] = 0',
    ),
  ],
  [
    'adagrad',
    fenced(
      'js',
      'class AdaGrad {\n  step(w, g, dim) {\n    this.s[0] = 0;\n    for (let d = 0; d < dim; d++) {\n      this.s[d] += g[d] * g[d];\n      w[d] -= lr * g[d] / (Math.sqrt(this.s[d]) + 1e-8);\n    }\n  }\n}',
    ),
  ],
])('is no %s: %j', (optimizer, rule) => {
  expect(isRight(judgeRule(rule, { expect: optimizer }), { expect: optimizer })).toBe(false);
});

test.each([
  [
    'sgd',
    '$w \\leftarrow w - \\eta g$. Instead of using g, momentum uses $v \\leftarrow \\mu v + g$ and $w \\leftarrow w - \\eta v$.',
  ],
  ['sgd', 'loss = -log(p)\ng = grad(loss, w)\nw = w - lr*g'],
  ['momentum', 'v = 0\nnew_v = mu*v + g\nnew_w = w - lr*new_v'],
])('is not called wrong: %s, %j', (optimizer, rule) => {
  const result = judgeRule(rule, { expect: optimizer });
  expect(result.understood && !isRight(result, { expect: optimizer })).toBe(false);
});

test('whether a step is added is not guessed where the answer does not say it', () => {
  const rule = String.raw`$$v_t = \mu v_{t-1} + g_t$$ $$\Delta x_t = \eta v_t$$`;
  expect(judgeRule(rule, { expect: 'momentum' })).toMatchObject({
    understood: false,
    message: expect.stringContaining('the update of the parameters is missing'),
  });
});
