/** Forms in which notes, notebooks and questions write a rule; and the same with one thing that makes them another. */
import type { Case } from './changes.ts';
import { testChanges } from './changes.ts';

const MOMENTUM = String.raw`$$v_t = \beta v_{t-1} + g_{t,t-1}, \quad w_t = w_{t-1} - \eta v_t$$`;

const CASES: Case[] = [
  {
    title: 'gradients of single examples, by a name of their own',
    optimizer: 'momentum',
    right: String.raw`$$g_{t,t-1} = \partial_w \frac{1}{|B_t|} \sum_{i \in B_t} f(x_i, w_{t-1}) = \frac{1}{|B_t|} \sum_{i \in B_t} h_{i,t-1}$$ with $h_{i,t-1} = \partial_w f(x_i, w_{t-1})$. ${MOMENTUM}`,
    changes: [
      ['h_{i,t-1}$$', 'h_{i,t}$$', /members are not the same/],
      ['h_{i,t-1}$$', 'h_{i,t-1}^2$$', /./],
      ['f(x_i, w_{t-1})$. ', 'f(x_i, w_{t-2})$. ', /members are not the same/],
      ['h_{i,t-1} = ', 'h_{i,t-1} = 2', /members are not the same/],
    ],
  },
  {
    title: 'a gradient of the step before, of every example',
    optimizer: 'sgd',
    right: String.raw`$g_{i,t} = \nabla f_i(w_t)$, $w_{t+1} = w_t - \eta \frac{1}{n} \sum_{i\in B} g_{i,t}$`,
    changes: [[' g_{i,t}$', ' g_{i,t-1}$', /the gradient of the step before/]],
  },
  {
    title: 'a square that stands at the objective',
    optimizer: 'adagrad',
    right: String.raw`$G^t = G^{t-1} + \nabla J^2(W^{t-1})$, $W^t = W^{t-1} - \frac{\alpha}{\sqrt{G^t + \epsilon}} \nabla J(W^{t-1})$`,
    changes: [
      ['J^2', 'J', /not its square/],
      [String.raw`\nabla J(`, String.raw`\nabla J^2(`, /not its square/],
    ],
  },
  {
    title: 'a name with brackets',
    optimizer: 'rmsprop',
    right: String.raw`$Cache[g^2] = 0.9 * Cache[g^2] + 0.1 * g_t^2$, $W = W - \frac{\eta}{\sqrt{Cache[g^2] + \epsilon}} * g_t$`,
    changes: [
      ['Cache[g^2] = ', 'Cash[g^2] = ', /./],
      ['g_t^2', 'g_t', /not its square/],
    ],
  },
  {
    title: 'a sum whose index is that of its last step',
    optimizer: 'adagrad',
    right: String.raw`$V_t = \sum^{t}_{t=1} g_t^2$, $W_{t+1} = W_t - \eta g_t / \sqrt{V_t}$`,
    changes: [
      ['_{t=1}', '_{t=t}', /does not begin at the first term/],
      ['^{t}_', '^{t-1}_', /does not reach the present step/],
      ['g_t^2', 't g_t^2', /none of the known optimizers/],
      ['g_t^2', 'g_{t-1}^2', /./],
    ],
  },
  {
    title: 'a maximum as the limit of powers, and all of it as a list',
    optimizer: 'adamax',
    right: String.raw`$$u_t = \beta_2^\infty u_{t-1} + (1-\beta_2^\infty)|g_t|^\infty = \max(\beta_2^{t-1}|g_1|, \ldots, \beta_2|g_{t-1}|, |g_t|) = \max(\beta_2 u_{t-1}, |g_t|)$$
$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \qquad \theta_{t+1} = \theta_t - \frac{\eta}{1-\beta_1^t} \frac{m_t}{u_t}$$`,
    changes: [
      [String.raw`\beta_2^\infty u`, String.raw`\beta_1^\infty u`, /./],
      ['|g_t|^', '|g_t^2|^', /./],
      [', |g_t|) =', ', 2|g_t|) =', /./],
    ],
  },
  {
    title: 'where the parameters start, in words',
    optimizer: 'adam',
    right: String.raw`$$\begin{aligned} &\theta_0 \leftarrow \text{初始参数} \\ &m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t \\ &v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2 \\ &\theta_t = \theta_{t-1} - \alpha \frac{m_t / (1-\beta_1^t)}{\sqrt{v_t / (1-\beta_2^t)} + \epsilon} \end{aligned}$$`,
    changes: [[String.raw`\theta_0 \leftarrow`, String.raw`m_0 \leftarrow`, /ends where a term is expected/]],
  },
  {
    title: 'a program with the small constant that the formulas leave out',
    optimizer: 'adagrad',
    right: String.raw`$$h \leftarrow h + g^2, \qquad W \leftarrow W - \eta \frac{1}{\sqrt{h}} g$$

${'```python'}
h += grad * grad
W -= lr * grad / (np.sqrt(h) + 1e-7)
${'```'}`,
    changes: [
      ['h += grad * grad', 'h = grad * grad', /another rule than the formulas/],
      ['np.sqrt(h)', 'h', /another rule than the formulas/],
    ],
  },
  {
    title: 'a method that takes all steps itself',
    optimizer: 'adagrad',
    right: `\`\`\`python
class AdaGrad:
    def __init__(self, *, eta: float = 0.1, epsilon: float = 1e-8):
        self.eta = eta
        self.epsilon = epsilon

    def optimize(self, oracle, x0, *, max_iter=100, eps=1e-5):
        x = x0
        G = 0
        for _ in range(max_iter):
            grad = oracle.gradient(x)
            if np.linalg.norm(grad) < eps:
                return x
            G += grad ** 2
            x = x - self.eta * grad / (np.sqrt(G) + self.epsilon)
        return x
\`\`\``,
    changes: [
      ['G += grad', 'G = grad', /starts afresh/],
      ['            G +=', '            G = 0\n            G +=', /starts afresh/],
      ['return x\n            G', 'x = x + 1\n            G', /a condition/],
      ['x = x - ', 'x = x + ', /against it/],
    ],
  },
  {
    title: 'doubled backslashes, and spaces within the dollars',
    optimizer: 'adamax',
    right: String.raw`\\( u_t = \max(\beta_2 u_{t-1}, |g_t|) \\), \\( m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t \\), $ w_t = w_{t-1} - \frac{\alpha}{1-\beta_1^t} \frac{m_t}{u_t} $`,
    changes: [
      [String.raw`\beta_2 u`, 'u', /./],
      [' m_t =', ' m_t = 2', /./],
    ],
  },
  {
    title: 'primes and glued indices in plain text, and members of a chain on lines of their own',
    optimizer: 'nesterov',
    right: `The update is

vt+1 = µvt − εg(θt + µvt)
θt+1 = θt + vt+1

At the shifted point θ′t = θt + µvt that is

vt+1 = µvt − εg(θ′t)
θ′t+1 = θ′t − µvt + vt+1 + µvt+1

= θ′t − vt+1 − εg(θ′t) + vt+1 + µvt+1
= θ′t − εg(θ′t) + µvt+1`,
    changes: [
      ['+ vt+1 + µvt+1\n\n', '+ vt+1 − µvt+1\n\n', /./],
      ['= θ′t − εg(θ′t) + µvt+1', '= θ′t − εg(θ′t) + vt+1', /./],
      ['vt+1 = µvt − εg(θ′t)', 'vt+1 = µvt − εg(θt)', /./],
      ['θ′t = θt + µvt', 'θ′t = θt − µvt', /./],
    ],
  },
  {
    title: 'equations with numbers, in TeX without dollars',
    optimizer: 'nesterov',
    right: String.raw`(1) v_{t+1} = \mu * v_t + g(\theta_t - lr * \mu * v_t)
(2) \theta_{t+1} = \theta_t - lr * v_{t+1}`,
    changes: [
      [String.raw`(2) \theta`, String.raw`2\theta`, /./],
      [String.raw`\theta_t - lr * \mu`, String.raw`\theta_t + lr * \mu`, /taken off|added/],
    ],
  },
  {
    title: 'an equation with its number in the formula',
    optimizer: 'sgd',
    right: String.raw`$$(2)\quad \theta_{t+1} = \theta_t - \eta g_t$$`,
    changes: [[String.raw`(2)\quad`, '2', /division by “2”/]],
  },
  {
    title: 'two ways to write the sign of a velocity, one after the other',
    optimizer: 'momentum',
    right: `I'd expect the stepper to do
v=gamma*v + alpha * g  (g is gradient)
theta = theta - v
but the code says
v=gamma*v - alpha * g
theta = theta + v.`,
    changes: [
      ['theta + v', 'theta - v', /given twice/],
      ['v - alpha', 'v - 2*alpha', /given twice/],
    ],
  },
  {
    title: 'the old value by its name, which no equation makes',
    optimizer: 'momentum',
    right: String.raw`$v = \mu v_{\text{old}} + g$, $w = w_{\text{old}} - \eta v$`,
    changes: [
      [String.raw`\eta v$`, String.raw`\eta v_{\text{old}}$`, /the step before/],
      [' + g$', String.raw` + g_{\text{old}}$`, /./],
    ],
  },
  {
    title: 'the gradient at a point that the program makes',
    optimizer: 'nesterov',
    right: `\`\`\`python
x_ahead = x + mu * v
# evaluate dx_ahead (the gradient at x_ahead instead of at x)
v = mu * v - learning_rate * dx_ahead
x += v
\`\`\`

Kept at that point it is

\`\`\`python
v_prev = v
v = mu * v - learning_rate * dx
x += -mu * v_prev + (1 + mu) * v
\`\`\``,
    changes: [
      ['x += v\n', 'x -= v\n', /./],
      ['x + mu', 'x - mu', /./],
      ['learning_rate * dx_ahead', 'learning_rate * dx', /do not take the same steps/],
      ['(1 + mu)', '(1 - mu)', /./],
    ],
  },
  {
    title: 'where a state goes in the end',
    optimizer: 'rmsprop',
    right: String.raw`$s_t = \rho s_{t-1} + (1-\rho) g_t^2$, for a constant gradient $s_\infty = g^2$, and $\theta_{t+1} = \theta_t - \eta g_t / \sqrt{s_t + \epsilon}$`,
    changes: [
      [String.raw`\sqrt{s_t`, String.raw`\sqrt{s_\infty`, /never defined/],
      ['$s_t = ', String.raw`$s_\infty = `, /given twice/],
    ],
  },
  {
    title: 'lines in a drawn box',
    optimizer: 'momentum',
    right: `\`\`\`
+---------------------------------+
|  1. gₜ ← ∇L(θₜ₋₁)    # gradient  |
|  2. vₜ ← μ·vₜ₋₁ + gₜ             |
|     θₜ ← θₜ₋₁ - η·vₜ  # move     |
+---------------------------------+
\`\`\``,
    changes: [
      ['θₜ₋₁ - η', 'θₜ₋₁ + η', /against it/],
      ['+ gₜ ', '+ gₜ²', /./],
    ],
  },
  {
    title: 'a gradient by hand, entry by entry',
    optimizer: 'sgd',
    right: `\`\`\`python
def df_w(W):
    dw_1 = 0.2 * W[0]
    dw_2 = 4 * W[1]
    return np.array([dw_1, dw_2])

for i in range(100):
    W = W - lr * df_w(W)
\`\`\``,
    changes: [
      ['4 * W[1]', '-4 * W[1]', /./],
      ['4 * W[1]', '4 * lr * W[1]', /./],
      ['4 * W[1]', '4 * W[0]', /./],
      ['[dw_1, dw_2]', '[dw_2, dw_1]', /./],
      ['W - lr', 'W + lr', /against it/],
    ],
  },
  {
    title: 'rules under comments, with a remark behind the name',
    optimizer: 'rmsprop',
    right: `\`\`\`python
# momentum
v_new = beta * v_old + alpha * g
w_new = w_old - v_new

# RMSProp   <-- the one asked for
r_new = beta * r_old + (1-beta) * g ** 2
w_new = w_old - alpha / (sqrt(r_new + epsilon)) * g
\`\`\``,
    changes: [
      ['(1-beta) * g ** 2', 'beta * g ** 2', /./],
      ['# RMSProp ', '# SGD ', /./],
    ],
  },
  {
    title: 'a warm-up with the letter of its decay',
    optimizer: 'nadam',
    right: String.raw`$$\mu_t = \beta_1 (1 - \tfrac{1}{2} 0.96^{t\psi}), \quad \mu_{t+1} = \beta_1 (1 - \tfrac{1}{2} 0.96^{(t+1)\psi})$$
$$m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2$$
$$\hat m_t = \frac{\mu_{t+1} m_t}{1 - \prod_{i=1}^{t+1} \mu_i} + \frac{(1 - \mu_t) g_t}{1 - \prod_{i=1}^{t} \mu_i}, \quad \hat v_t = \frac{v_t}{1 - \beta_2^t}, \quad \theta_t = \theta_{t-1} - \gamma \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}$$`,
    changes: [
      ['(t+1)\\psi', '(t+2)\\psi', /./],
      ['\\frac{\\mu_{t+1} m_t}', '\\frac{\\mu_t m_t}', /./],
    ],
  },
  {
    title: 'branches that the name of an optimizer chooses',
    optimizer: 'nesterov',
    right: `\`\`\`python
        if optimizer.lower() == "sgd":
            self.weights -= learning_rate * dw
        elif optimizer.lower() == "momentum":
            self.velocity_w = momentum * self.velocity_w - learning_rate * dw
            self.weights += self.velocity_w
        elif optimizer.lower() == "nesterov":
            v_prev_w = self.velocity_w.copy()
            self.velocity_w = momentum * self.velocity_w - learning_rate * dw
            self.weights += -momentum * v_prev_w + (1 + momentum) * self.velocity_w
\`\`\``,
    changes: [
      ['(1 + momentum)', '(1 - momentum)', /./],
      ['== "nesterov"', '!= "nesterov"', /a condition/],
      ['"nesterov"', '"adam"', /a condition/],
    ],
  },
  {
    title: 'what a square is, and the steps by number',
    optimizer: 'adagrad',
    right: String.raw`$g_t = \nabla f(w_t)$; we saw $$g^{(1)} = 0.2, g^{(2)} = 0.4$$ With $g_t^2 = g_t \odot g_t$: $s_t = s_{t-1} + g_t^2$, $w_{t+1} = w_t - \eta g_t / \sqrt{s_t + \epsilon}$`,
    changes: [
      [String.raw`g_t \odot g_t`, String.raw`g_t \odot s_t`, /./],
      ['+ g_t^2$, $w', '+ g_t$, $w', /not its square/],
    ],
  },
  {
    title: 'the loss with a penalty beside the gradient of the one without',
    optimizer: 'adamw',
    right: String.raw`L2 would be $$f_{\text{total}}(\theta) = f(\theta) + \frac{\lambda}{2}\|\theta\|^2.$$ Here $g_t = \nabla f(\theta_t)$, $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$, $$\theta_{t+1} = (1-\eta\lambda)\theta_t - \eta \frac{m_t / (1-\beta_1^t)}{\sqrt{v_t / (1-\beta_2^t)} + \epsilon}.$$`,
    changes: [
      [String.raw`g_t = \nabla f(`, String.raw`g_t = \nabla f_{\text{total}}(`, /has the weight decay in it/],
      [
        'Here $g_t',
        String.raw`We train $$J(\theta) = f(\theta) + \frac{\lambda}{2}\|\theta\|^2.$$ Here $g_t`,
        /has the weight decay in it/,
      ],
    ],
  },
  {
    title: 'words between two equations that look like a factor',
    optimizer: 'rmsprop',
    right: 'RMSProp:  v = ρ·v + (1-ρ)·g²   e poi   w = w - η·g/√(v+ε)',
    changes: [['g²', 'g', /not its square/]],
  },
  {
    title: 'a start on a line of its own, and words behind the equation',
    optimizer: 'rmsprop',
    right: `v = 0
v = ρ v + (1−ρ) g², elementwise
θ = θ − α g / (√v + ε)`,
    changes: [
      ['v = 0\n', 'v = 1\n', /does not start at zero/],
      ['g², ', 'g, ', /not its square/],
      ['elementwise', 'but then v = 0', /./],
    ],
  },
];

testChanges(CASES);
