/** What an answer says and a model passes over: right rules, and the same with one thing that makes them another. */
import type { Case } from './changes.ts';
import { testChanges } from './changes.ts';

const CASES: Case[] = [
  {
    title: 'a recursion within a line, beside the sum that it is on a line of its own',
    optimizer: 'momentum',
    right: 'v_t = mu*v_{t-1} + g_t, w_t = w_{t-1} - eta*v_t\n\nv_t = g_t + mu*g_{t-1} + mu^2*g_{t-2} + ...',
    changes: [
      ['mu*v_{t-1}', 'mu + v_{t-1}', /by a recursion and by a sum/],
      ['+ g_t, w', '- g_t, w', /by a recursion and by a sum/],
      ['v_{t-1}', 'v_{t-2}', /by a recursion and by a sum/],
      ['v_{t-1}', 'z_{t-1}', /that the rule does not keep/],
    ],
  },
  {
    title: 'a second form whose names the first one does not have',
    optimizer: 'momentum',
    right: String.raw`$x_{k+1}=x_k-\alpha\nabla f(x_k)+\beta(x_k-x_{k-1})$. With $v_{k+1}=x_{k+1}-x_k$: $$\begin{cases}v_{k+1}=\beta v_k-\alpha\nabla f(x_k)\\x_{k+1}=x_k+v_{k+1}\end{cases}$$`,
    changes: [
      [String.raw`\\x_{k+1}=x_k`, String.raw`\\x_{k+1}=\chi_k`, /./],
      [String.raw`\beta v_k`, String.raw`\beta z_k`, /./],
      [String.raw`x_k+v_{k+1}`, String.raw`x_k-v_{k+1}`, /./],
    ],
  },
  {
    title: 'the index of a coordinate below the bar of its derivative',
    optimizer: 'sgd',
    right: String.raw`$\theta_j = \theta_j - \alpha \frac{\partial J(\theta)}{\partial \theta_j}$`,
    changes: [[String.raw`\partial \theta_j}`, String.raw`\partial j}`, /with respect to “j”/]],
  },
  {
    title: 'a rate with an index of its own, and another quantity with it',
    optimizer: 'sgd',
    right: String.raw`$x_{k+1} = x_k - \eta_t\nabla f(x_k)$`,
    changes: [[String.raw`f(x_k)$`, String.raw`f(x_t)$`, /./]],
  },
  {
    title: 'the sequence of FISTA',
    optimizer: 'nesterov',
    right: String.raw`$$x_{k+1} = y_k - s\nabla f(y_k)$$ $$t_{k+1} = \frac{1+\sqrt{1+4t_k^2}}{2}$$ $$y_{k+1} = x_{k+1} + \frac{t_k - 1}{t_{k+1}}(x_{k+1} - x_k)$$`,
    changes: [
      ['1+4t_k^2', '1+2t_k^2', /./],
      ['t_k - 1}', 't_k + 1}', /./],
      [String.raw`x_{k+1} + \frac`, String.raw`x_{k+1} - \frac`, /./],
    ],
  },
  {
    title: 'a coordinate in the place of a step, and a step in that of a coordinate',
    optimizer: 'adagrad',
    right: String.raw`$$s_{t,i} = s_{t-1,i} + g_{t,i}^2, \quad w_{t+1,i} = w_{t,i} - \frac{\eta}{\sqrt{s_{t,i} + \epsilon}} g_{t,i}$$`,
    changes: [
      [String.raw`\sqrt{s_{t,i}`, String.raw`\sqrt{s_{i,i}`, /“s” has another index than “s_t”/],
      [String.raw`\sqrt{s_{t,i}`, String.raw`\sqrt{s_{t,ti}`, /./],
    ],
  },
  {
    title: 'a letter that counts no steps at a gradient',
    optimizer: 'momentum-ema',
    right: String.raw`$$v_t = 0.9 v_{t-1} + 0.1 g_t$$ $$w_{t+1} = w_t - \eta v_t$$`,
    changes: [['g_t', 'g_v', /“g_v” has another index than “v_t”/]],
  },
  {
    title: 'what is put in at a bar, an index for a point, and two steps in one index',
    optimizer: 'momentum',
    right: String.raw`$$g_{t,t-1} = \frac{\partial L}{\partial w}\bigg|_{w = w_{t-1}}$$ $$v_t = \mu v_{t-1} + g_{t,t-1}, \qquad w_t = w_{t-1} - \eta v_t$$`,
    changes: [
      ['|_{w =', '|_{v =', /“v” is not expected here/],
      ['$$g_{t,t-1}', '$$g_{t,t+1}', /./],
    ],
  },
  {
    title: 'what the gradients of two parameters are of, and that both are moved',
    optimizer: 'sgd',
    right: String.raw`$$w^{(t+1)} = w^{(t)} - \eta \nabla_w L(w^{(t)}, b^{(t)}), \quad b^{(t+1)} = b^{(t)} - \eta \nabla_b L(w^{(t)}, b^{(t)})$$`,
    changes: [
      ['$$w^{(t+1)}', '$$w^{(L+1)}', /gives no name a value/],
      [String.raw`\eta \nabla_w L`, String.raw`\eta \nabla_{w_q} L`, /“w_q” has another index/],
      ['b^{(t+1)}', 'q^{(t+1)}', /which is never moved/],
      [String.raw`\eta \nabla_b`, String.raw`L \nabla_b`, /“L” stands/],
    ],
  },
  {
    title: 'the gradient of a pair',
    optimizer: 'sgd',
    right: String.raw`$$(w, b) \leftarrow (w, b) - \frac{\eta}{n} \sum_{i=1}^n \partial_{(w, b)} \ell_i(w, b)$$`,
    changes: [[String.raw`\partial_{(w, b)}`, String.raw`\partial_{(b, b)}`, /with respect to \(b,b\)/]],
  },
  {
    title: 'what a mean is divided by',
    optimizer: 'sgd',
    right: String.raw`$w \leftarrow w - \eta \nabla_w \frac{1}{n} \sum_{i=1}^n \ell_i(w)$`,
    changes: [
      [String.raw`\frac{1}{n}`, String.raw`\frac{1}{\eta}`, /not divided by the number of its terms/],
    ],
  },
  {
    title: 'a form that makes what it never uses',
    optimizer: 'rmsprop',
    right: String.raw`$r \leftarrow \rho r + (1-\rho) g^2$, $w \leftarrow w - \eta g / (\sqrt{r}+\delta)$. Equivalently, $r \leftarrow r + (1-\rho)(g^2 - r)$, $w \leftarrow w - \eta g / (\delta + \sqrt{r})$.`,
    changes: [['Equivalently, $r', 'Equivalently, $q', /do not take the same steps/]],
  },
  {
    title: 'an entry of another layer in code',
    optimizer: 'momentum',
    right: [
      '```python',
      'for l in range(1, L + 1):',
      '    v["dW" + str(l)] = beta * v["dW" + str(l)] + grads["dW" + str(l)]',
      '    v["db" + str(l)] = beta * v["db" + str(l)] + grads["db" + str(l)]',
      '    parameters["W" + str(l)] = parameters["W" + str(l)] - lr * v["dW" + str(l)]',
      '    parameters["b" + str(l)] = parameters["b" + str(l)] - lr * v["db" + str(l)]',
      '```',
    ].join('\n'),
    changes: [['    v["dW" + str(l)] =', '    v["dW" + str(q)] =', /an entry/]],
  },
  {
    title: 'the point of a gradient',
    optimizer: 'sgd',
    right: String.raw`$\theta_t = \theta_{t-1} - \eta \frac{\partial J(\theta_{t-1})}{\partial \theta}$`,
    changes: [
      [String.raw`J(\theta_{t-1})`, String.raw`J(\theta_{t-2})`, /the gradient of the step before/],
      [String.raw`J(\theta_{t-1})`, String.raw`J(\theta_0)`, /which is not the point of this step/],
      [String.raw`J(\theta_{t-1})`, String.raw`J(\theta_{t-1} + \gamma v)`, /another point/],
      [String.raw`J(\theta_{t-1})`, String.raw`J(\phi)`, /a gradient at “phi”/],
    ],
  },
  {
    title: 'what a gradient is of',
    optimizer: 'momentum',
    right: String.raw`$v \leftarrow \mu v + \frac{\partial L}{\partial w}$, $w \leftarrow w - \eta v$`,
    changes: [
      [String.raw`\partial w`, String.raw`\partial b`, /with respect to “b”, while “w” is moved/],
      [String.raw`\frac{\partial L}{\partial w}`, String.raw`\nabla_x L(w)`, /with respect to “x”/],
    ],
  },
  {
    title: 'the bounds of a sum',
    optimizer: 'adagrad',
    right: String.raw`$G_t = \sum_{i=1}^{t} g_i^2$, $\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{G_t + \epsilon}} g_t$`,
    changes: [['i=1', 'i=t-5', /does not begin at the first term/]],
  },
  {
    title: 'the reach of a sum',
    optimizer: 'momentum-ema',
    right: String.raw`$m_t = (1-\beta) \sum_{i=1}^{t} \beta^{t-i} g_i$, $w_t = w_{t-1} - \eta m_t$`,
    changes: [['^{t} ', '^{t-1} ', /does not reach the present step/]],
  },
  {
    title: 'examples that a mean leaves out',
    optimizer: 'sgd',
    right: String.raw`$w := w - \alpha \frac{1}{m} \sum_{i=1}^{m} \nabla_w \ell_i(w)$`,
    changes: [['i=1', 'i=2', /does not begin at the first term/]],
  },
  {
    title: 'an index that is a number, or another letter',
    optimizer: 'rmsprop',
    right: String.raw`$s_t = \beta s_{t-1} + (1-\beta) g_t^2$, $\theta_t = \theta_{t-1} - \eta g_t / \sqrt{s_t + \epsilon}$`,
    changes: [
      ['g_t^2', 'g_1^2', /“g_1”, which is one fixed step/],
      [String.raw`\theta_{t-1}`, String.raw`\theta_{k-1}`, /steps that are counted by/],
    ],
  },
  {
    title: 'the later members of a chain',
    optimizer: 'sgd',
    right: String.raw`With $\Delta_t = \eta g_t$: $\theta_{t+1} = \theta_t - \eta g_t = \theta_t - \Delta_t$`,
    changes: [
      [String.raw`= \theta_t - \Delta_t`, String.raw`= \theta_t + \Delta_t`, /members are not the same/],
    ],
  },
  {
    title: 'one of two parameters',
    optimizer: 'momentum-ema',
    right: String.raw`$$v_{dW} = \beta v_{dW} + (1-\beta) dW, \quad v_{db} = \beta v_{db} + (1-\beta) db$$ $$W = W - \alpha v_{dW}, \quad b = b - \alpha v_{db}$$`,
    changes: [[String.raw`, \quad b = b - \alpha v_{db}`, '', /“b” has a gradient and a state of its own/]],
  },
  {
    title: 'coordinates',
    optimizer: 'adagrad',
    right: String.raw`$G_{t,ii} = \sum_{k=1}^{t} g_{k,i}^2$, $\theta_{t+1,i} = \theta_{t,i} - \frac{\eta}{\sqrt{G_{t,ii} + \epsilon}} g_{t,i}$`,
    changes: [[String.raw`\sqrt{G_{t,ii}`, String.raw`\sqrt{G_{t,jj}`, /coordinate/]],
  },
  {
    title: 'scripts on a bracket',
    optimizer: 'adagrad',
    right: String.raw`$(G_t)_i = (G_{t-1})_i + (\nabla L(w_t))_i^2$, $(w_{t+1})_i = (w_t)_i - \frac{\eta}{\sqrt{(G_t)_i} + \epsilon} (\nabla L(w_t))_i$`,
    changes: [
      [String.raw`(\nabla L(w_t))_i^2`, String.raw`(\nabla L(w_t))_k^2`, /coordinate/],
      [String.raw`(\nabla L(w_t))_i^2`, String.raw`(\nabla L(w_i))_i^2`, /another index/],
      ['(G_{t-1})_i', '(G_{t-1})_s', /coordinate/],
    ],
  },
  {
    title: 'the layer',
    optimizer: 'momentum-ema',
    right: String.raw`$$v_{dW^{[l]}} = \beta v_{dW^{[l]}} + (1-\beta) dW^{[l]}, \quad W^{[l]} = W^{[l]} - \alpha v_{dW^{[l]}}$$`,
    changes: [
      [
        String.raw`(1-\beta) dW^{[l]}`,
        String.raw`(1-\beta) dW^{[k]}`,
        /layer “k”, while elsewhere it is “l”/,
      ],
    ],
  },
  {
    title: 'all arguments of a gradient',
    optimizer: 'nesterov',
    right: String.raw`$$v_W \leftarrow \mu v_W - \eta \nabla_W L(W + \mu v_W, b + \mu v_b), \quad W \leftarrow W + v_W$$
$$v_b \leftarrow \mu v_b - \eta \nabla_b L(W + \mu v_W, b + \mu v_b), \quad b \leftarrow b + v_b$$`,
    changes: [
      [
        String.raw`\nabla_W L(W + \mu v_W, b +`,
        String.raw`\nabla_W L(W + \mu v_W, \phi +`,
        /“phi” stands in the gradient and nowhere else/,
      ],
    ],
  },
  {
    title: 'a parameter of the objective that never moves',
    optimizer: 'sgd',
    right: String.raw`$w \leftarrow w - \alpha \frac{\partial J(w,b)}{\partial w}$, and for $b$ in the same way`,
    changes: [
      [
        ', and for $b$ in the same way',
        '. Both move at once.',
        /“b” stands in the gradient and nowhere else/,
      ],
    ],
  },
  {
    title: 'another parameter, moved by no gradient',
    optimizer: 'momentum',
    right: String.raw`$$v_{dW} = \beta v_{dW} + dW, \quad W = W - \alpha v_{dW}$$ $$v_{db} = \beta v_{db} + db, \quad b = b - \alpha v_{db}$$`,
    changes: [['+ dW', '+ vW', /“W” is moved too/]],
  },
  {
    title: 'a name that the rule does not use',
    optimizer: 'rmsprop',
    right: String.raw`$\hat g = \frac{1}{m} \nabla_\theta \sum_{i=1}^m L_i(\theta)$, $$E[g^2]_t = \rho E[g^2]_{t-1} + (1-\rho) \hat g^2, \quad \theta \gets \theta - \eta \hat g / \sqrt{E[g^2]_t + \epsilon}$$`,
    changes: [
      [String.raw`$\hat g =`, String.raw`$\hat \chi =`, /is the gradient and is never used/],
      [
        String.raw`$$E[g^2]_t`,
        String.raw`$$h[g^2]_t`,
        /gives no name a value|never defined|had to be assumed/,
      ],
      [String.raw`\frac{1}{m} \nabla`, String.raw`\frac{1}{m-1} \nabla`, /number of its terms|never defined/],
    ],
  },
  {
    title: 'another name among the parameters of a pair',
    optimizer: 'momentum',
    right: String.raw`$$v \leftarrow \beta v + \nabla_{(W,b)} J(W, b), \qquad (W, b) \leftarrow (W, b) - \alpha v$$`,
    changes: [['J(W, b)', String.raw`J(\beta, b)`, /a gradient at a part of \(W,b\) alone/]],
  },
  {
    title: 'a letter for the step of a coordinate',
    optimizer: 'sgd',
    right: String.raw`$$(W_{t+1})_i = (W_t)_i - \alpha (\nabla L(W_t))_i$$`,
    changes: [['L(W_t)', 'L(W_L)', /“W_L” has another index than “W_t/]],
  },
  {
    title: 'the batch in the place of the parameters',
    optimizer: 'sgd',
    right: String.raw`$w \leftarrow w - \eta\, \partial_w \frac{1}{|S|}\sum_{i\in S} \ell(x_i, y_i, w)$`,
    changes: [['y_i, w)', 'y_i, S)', /a gradient at “S”, while “w” is moved/]],
  },
  {
    title: 'what an average is of',
    optimizer: 'rmsprop',
    right: String.raw`$$\mathrm{MS}(w, t) = 0.9 \mathrm{MS}(w, t-1) + 0.1 (\frac{\partial E}{\partial w}(t))^2, \quad w(t+1) = w(t) - \eta \frac{\partial E}{\partial w}(t) / \sqrt{\mathrm{MS}(w, t)}$$`,
    changes: [
      [
        String.raw`\sqrt{\mathrm{MS}(w, t)}`,
        String.raw`\sqrt{\mathrm{MS}(u, t)}`,
        /“MS” of “u”, while elsewhere it is “w”/,
      ],
    ],
  },
  {
    title: 'a member of a chain that nothing defines',
    optimizer: 'momentum-ema',
    right: String.raw`$m_t = \beta m_{t-1} + (1-\beta) g_t = (1-\beta) \sum_{i=1}^t \beta^{t-i} g_i$, $w_t = w_{t-1} - \eta m_t$`,
    changes: [['g_i', String.raw`\chi_i`, /members are not the same/]],
  },
  {
    title: 'points of a gradient with several parameters',
    optimizer: 'nesterov',
    right: String.raw`$$v_W \leftarrow \mu v_W - \eta \nabla_W L(W + \mu v_W, b + \mu v_b), \quad W \leftarrow W + v_W$$
$$v_b \leftarrow \mu v_b - \eta \nabla_b L(W + \mu v_W, b + 1 \mu v_b), \quad b \leftarrow b + v_b$$`,
    changes: [
      ['b + 1', 'W + 1', /not Nesterov/],
      ['b + 1', String.raw`\eta + 1`, /not Nesterov/],
      [
        String.raw`b + \mu v_b), \quad W`,
        String.raw`b + \mu v_W), \quad W`,
        /a gradient at points that are not made in one way/,
      ],
    ],
  },
  {
    title: 'what is no name below ∇, and points of two steps',
    optimizer: 'sgd',
    right: String.raw`$(w_{t+1}, b_{t+1}) = (w_t, b_t) - \eta \nabla_{(w,b)} L(w_t, b_t)$`,
    changes: [
      ['{(w,b)}', String.raw`{(\chi,b)}`, /with respect to something that is not understood/],
      ['L(w_t,', 'L(w_{t-1},', /a gradient at points that are not made in one way/],
    ],
  },
  {
    title: 'the gradient of something that is not minimized',
    optimizer: 'rmsprop',
    right: String.raw`$$v_t^w = \beta v_{t-1}^w + (1-\beta)(\nabla w_t)^2, \quad w_{t+1} = w_t - \frac{\eta}{\sqrt{v_t^w + \epsilon}} \nabla w_t$$
$$v_t^b = \beta v_{t-1}^b + (1-\beta)(\nabla b_t)^2, \quad b_{t+1} = b_t - \frac{\eta}{\sqrt{v_t^b + \epsilon}} (\nabla b_t)$$`,
    changes: [
      [String.raw`(\nabla b_t)^2`, String.raw`(\nabla \chi_t)^2`, /a gradient of “chi”/],
      [String.raw`} (\nabla b_t)`, String.raw`} (\nabla \chi_t)`, /a gradient of “chi”/],
    ],
  },
  {
    title: 'the derivative of the parameters themselves',
    optimizer: 'sgd',
    right: String.raw`$$w_{t+1} = w_t - \eta \frac{\partial E}{\partial w_t}$$`,
    changes: [[String.raw`\partial E`, String.raw`\partial w`, /a gradient of “w”/]],
  },
  {
    title: 'an index on a root, and one of the last step',
    optimizer: 'rmsprop',
    right: String.raw`$$v_t=\beta v_{t-1}+(1-\beta)g_t^2, \quad \theta_t=\theta_{t-1}-\frac{\eta}{\sqrt v_t+\epsilon}g_t$$`,
    changes: [
      [String.raw`\sqrt v_t`, String.raw`\sqrt v_\chi`, /is not expected here/],
      [String.raw`+\epsilon}g_t`, String.raw`+\epsilon}g_T`, /“g_T” has another index than “g_t”/],
    ],
  },
  {
    title: 'a sum over one letter of what another counts',
    optimizer: 'adagrad',
    right: String.raw`$$(W_{t+1})_i = (W_t)_i - \alpha \frac{(\nabla L(W_t))_i}{\sqrt{\sum_{t'=1}^{t} (\nabla L(W_{t'}))_i^2}}$$`,
    changes: [
      [String.raw`\sum_{t'=1}`, String.raw`\sum_{s=1}`, /a sum over “s” of something that is counted by/],
    ],
  },
  {
    title: 'a start in a branch for the first step',
    optimizer: 'momentum',
    right: '```\nfor each batch do\n  if t = 1 then v ← 0\n  v ← μ v + ∇f(θ)\n  θ ← θ − α v\nend\n```',
    changes: [['v ← 0', 'v ← 1', /velocity does not start at zero/]],
  },
  {
    title: 'a decimal comma, and no learning rate',
    optimizer: 'momentum',
    right: String.raw`$v_t = \gamma v_{t-1} + \eta g_t$, $\theta_{t+1} = \theta_t - v_t$ mit $\gamma = 0{,}9$`,
    changes: [[String.raw`\eta g_t`, 'g_t', /its step has no learning rate/]],
  },
  {
    title: 'a remark in brackets behind a step in plain text',
    optimizer: 'adamw',
    right: [
      '    g ← ∇f(θ)',
      '    θ ← θ − γ·λ·θ            (weight decay, directly on the weights)',
      '    m ← β₁·m + (1 − β₁)·g',
      '    v ← β₂·v + (1 − β₂)·g²   (elementwise, v_0 = 0)',
      '    θ ← θ − γ·m / (1 − β₁ᵗ) / (√(v / (1 − β₂ᵗ)) + ε)',
    ].join('\n'),
    changes: [['γ·λ·θ', 'γ·λ·g', /./]],
  },
];

testChanges(CASES);
