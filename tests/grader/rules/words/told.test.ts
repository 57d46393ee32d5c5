/** What words, labels and side remarks of an answer say of its rule, in any language: read where it is plain, refused where not. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

/** What is said of a rule: the optimizer if it is right, else why it is not. */
function verdict(rule: string, expected: string): string {
  const result = judgeRule(rule, { expect: expected });
  return isRight(result, { expect: expected }) ? expected : (result.difference ?? 'another optimizer');
}

describe('labels tell the new value from the old one', () => {
  const pairs = [
    ['(new)', '(old)'],
    ['(नया)', '(पुराना)'],
    ['neu', 'alt'],
    ['nouveau', 'ancien'],
    ['mới', 'cũ'],
    ['חדש', 'ישן'],
    ['updated', 'before'],
  ];
  test.each(pairs)('%s and %s', (made, from) => {
    const rule = String.raw`$$w_j^{\text{${made}}} = w_j^{\text{${from}}} - \eta \frac{\partial L}{\partial w_j}$$`;
    expect(verdict(rule, 'sgd')).toBe('sgd');
  });

  test('but not where the name is moved without a label, too', () => {
    const rule = String.raw`$$w_{\text{ahead}} = w_{\text{here}} + \mu v, \quad v = \mu v - \eta \nabla f(w_{\text{ahead}}), \quad w = w + v$$`;
    expect(verdict(rule, 'sgd')).not.toBe('sgd');
  });
});

describe('the gradient told in words', () => {
  const listing = (words: string): string =>
    `\`\`\`\nrepeat:\n    g <- ${words}\n    theta <- theta - alpha * g\n\`\`\``;
  const said = [
    'gradient of the mini-batch loss',
    'mean gradient over the batch',
    'rata-rata gradien loss terhadap theta',
    'Gradient auf dem Minibatch',
    'moyenne du gradient sur le mini-batch',
    'średni gradient na minibatchu',
    'средний градиент по мини-батчу',
    'gradient of the squared loss',
  ];
  test.each(said)('g <- %s', (words) => {
    expect(verdict(listing(words), 'sgd')).toBe('sgd');
  });

  const changed = [
    'mean squared gradient',
    'moving average of the gradient',
    'average of the past gradients',
    'gradient at the old theta',
    'gleitender Mittelwert des Gradienten',
    'сумма прошлых градиентов',
  ];
  test.each(changed)('nothing is passed over in g <- %s', (words) => {
    expect(verdict(listing(words), 'sgd')).not.toBe('sgd');
  });
});

describe('what the first step gives from zero is a remark', () => {
  const adam = (remark: string): string => String.raw`
- $m = \beta_1 m + (1-\beta_1) g$
- $v = \beta_2 v + (1-\beta_2) g^2$
- $\hat m = m/(1-\beta_1^t)$, $\hat v = v/(1-\beta_2^t)$
- $w = w - \eta\, \hat m / (\sqrt{\hat v}+\epsilon)$

Στο πρώτο βήμα ${remark}.`;
  test.each([String.raw`$\hat m=g$ και $\hat v=g^2$`, String.raw`$\hat m = g$`])('%s', (remark) => {
    expect(verdict(adam(remark), 'adam')).toBe('adam');
  });
  test.each([String.raw`$\hat m=2g$`, String.raw`$\hat v=g$`, String.raw`$\hat m=m$`])(
    'and %s contradicts',
    (remark) => {
      expect(verdict(adam(remark), 'adam')).not.toBe('adam');
    },
  );
});

describe('a letter counts the steps', () => {
  const adam = (power: string, told: string): string =>
    String.raw`$$m' = \beta_1 m + (1-\beta_1) g, \quad v' = \beta_2 v + (1-\beta_2) g^2, \quad w' = w - \eta \frac{m'/(1-\beta_1^{${power}})}{\sqrt{v'/(1-\beta_2^{${power}})}+\epsilon}$$ ${told}`;
  test('that runs through 1, 2, 3, …', () => {
    expect(verdict(adam('n', String.raw`với $n = 1,2,3,\dots$`), 'adam')).toBe('adam');
  });
  test('that is the power of the decays and nothing else', () => {
    expect(verdict(adam('k', ''), 'adam')).toBe('adam');
  });
  test('and not one that has a number', () => {
    expect(verdict(adam('k', '$k = 3$'), 'adam')).not.toBe('adam');
  });
});

describe('ranges below a sum', () => {
  const adagrad = (below: string): string =>
    String.raw`$w_{t+1} = w_t - \frac{\eta}{\sqrt{\sum_{${below}} g_i^2} + \epsilon} g_t$`;
  test.each(['i=1..t', String.raw`i=1,\dots,t`, String.raw`i=1\ldots t`])('%s', (below) => {
    expect(verdict(adagrad(below), 'adagrad')).toBe('adagrad');
  });
  test.each(['i=3..t', String.raw`i=1,\dots,t-1`, String.raw`i=t..t`])('and not %s', (below) => {
    expect(verdict(adagrad(below), 'adagrad')).not.toBe('adagrad');
  });
});

test.each([
  String.raw`x_{t+1} = \Pi_{\mathcal F}\left(x_t-\alpha_t g_t\right)`,
  String.raw`x_{t+1} = P_C\left[x_t-\alpha g_t\right]`,
  String.raw`x_{t+1} = \operatorname{Proj}(x_t-\alpha g_t)`,
])('a projection of the new point: %s', (rule) => {
  expect(verdict(`$${rule}$`, 'sgd')).toBe('sgd');
});

test.each([String.raw`x_{t+1} = x_t-\alpha P_C(g_t)`, String.raw`x_{t+1} = P_t(x_t-\alpha g_t)`])(
  'what is projected otherwise changes the step: %s',
  (rule) => {
    expect(verdict(`$${rule}$`, 'sgd')).not.toBe('sgd');
  },
);

test.each([
  String.raw`In practice one takes $\eta_t = \frac{1}{t}$.`,
  String.raw`$\eta_t \leftarrow$ SetScheduleMultiplier($t$)`,
  String.raw`$\eta_t \leftarrow \text{schedule}(t)$.`,
])('a rate is left open, and then chosen: %s', (words) => {
  expect(verdict(String.raw`$$w_{t+1} = w_t - \eta_t g_t$$ ${words}`, 'sgd')).toBe('sgd');
});

describe('programs', () => {
  const adam = (start: string): string => `\`\`\`js
${start}function step(w, g, st, lr = 0.001, b1 = 0.9, b2 = 0.999, eps = 1e-8) {
  st.p1 *= b1;
  st.p2 *= b2;
  for (let i = 0; i < w.length; i++) {
    st.m[i] = b1 * st.m[i] + (1 - b1) * g[i];
    st.v[i] = b2 * st.v[i] + (1 - b2) * g[i] * g[i];
    w[i] -= lr * (st.m[i] / (1 - st.p1)) / (Math.sqrt(st.v[i] / (1 - st.p2)) + eps);
  }
}
\`\`\``;
  test('a power that is kept starts at 1, where nothing is said', () => {
    expect(verdict(adam(''), 'adam')).toBe('adam');
  });

  test.each(['0.9f', '1e-8f', '.9F'])('%s is a number of C', (number) => {
    const rule = `\`\`\`cpp\nfor (int i = 0; i < n; ++i) {\n  v[i] = ${number} * v[i] + g[i];\n  w[i] -= lr * v[i];\n}\n\`\`\``;
    expect(verdict(rule, 'momentum')).toBe('momentum');
  });

  test('grads["d" + key] is the gradient of params[key]', () => {
    const rule =
      '```python\nfor l in range(1, L + 1):\n    k = "W" + str(l)\n    params[k] = params[k] - lr * grads["d" + k]\n```';
    expect(verdict(rule, 'sgd')).toBe('sgd');
  });
});

describe('the point of a derivative in the form of Leibniz', () => {
  const forms = [
    String.raw`\frac{\partial J(AT)}{\partial w}`,
    String.raw`\partial J(AT)/\partial w`,
    String.raw`\frac{\partial}{\partial w} MSE(AT)`,
  ];
  test.each(forms)('%s', (form) => {
    const sgd = String.raw`$w = w - \eta ${form.replace('AT', 'w')}$`;
    const nesterov = (point: string): string =>
      String.raw`$v = \mu v - \eta ${form.replace('AT', point)}$, $w = w + v$`;
    expect(verdict(sgd, 'sgd')).toBe('sgd');
    expect(verdict(sgd.replace('(w)', '(q)'), 'sgd')).not.toBe('sgd');
    expect(verdict(nesterov(String.raw`w + \mu v`), 'nesterov')).toBe('nesterov');
    expect(verdict(nesterov(String.raw`w - \mu v`), 'nesterov')).not.toBe('nesterov');
    expect(verdict(nesterov(String.raw`w + \mu v`), 'momentum')).not.toBe('momentum');
  });
});

test('an example of the rule is no part of it', () => {
  const rule = (said: string): string =>
    String.raw`$$w \leftarrow w - \eta \nabla L(w)$$
${said}, con el error cuadrático $L=\frac1m\lVert Xw-y\rVert^2$ sale
$$w \leftarrow w - \frac{2\eta}{m} X^\top (Xw-y)$$`;
  expect(verdict(rule('Por ejemplo'), 'sgd')).toBe('sgd');
  expect(verdict(rule('Luego'), 'sgd')).not.toBe('sgd');
});

test('constants that the words choose are open in the rule', () => {
  const rule = (choice: string): string =>
    String.raw`$$x_{k+1} = x_k - \alpha\nabla f(x_k) + \beta(x_k - x_{k-1})$$ optimal: ${choice}`;
  expect(verdict(rule(String.raw`$\alpha=\frac{4}{(\sqrt L+\sqrt\mu)^2}$`), 'momentum')).toBe('momentum');
  expect(verdict(rule(String.raw`$\alpha=\frac{4}{f_k}\nabla f(x_k)$`), 'momentum')).not.toBe('momentum');
});

test('a second form is the same rule, or the answer contradicts itself', () => {
  const forms = (
    sign: string,
  ): string => String.raw`$$x_{k+1}=x_k-\alpha\nabla f(x_k)+\beta(x_k-x_{k-1}),\qquad x_{-1}=x_0$$
Si on pose $v_{k+1}=x_{k+1}-x_k$ :
$$\begin{cases}v_{k+1}=\beta v_k${sign}\alpha\nabla f(x_k)\\x_{k+1}=x_k+v_{k+1}\end{cases}$$`;
  expect(verdict(forms('-'), 'momentum')).toBe('momentum');
  expect(verdict(forms('+'), 'momentum')).not.toBe('momentum');
});

describe('a copy that a state is made from', () => {
  const momentum = (moved: string): string =>
    `At first \`v = 0\`. In each step:\n- \`last = v\`\n- \`v = mu * last + g\`\n- \`theta = theta - lr * ${moved}\``;

  test('holds the value of the step before', () => {
    expect(verdict(momentum('v'), 'momentum')).toBe('momentum');
    expect(verdict(momentum('last'), 'momentum')).toBe(
      'the moment in the update: the update uses the velocity of the step before',
    );
  });
});

describe('where a state starts, and when it is put back, in words alone', () => {
  const rule = String.raw`$$v_t = \rho v_{t-1} + (1-\rho) g_t^2, \quad \theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{v_t} + \epsilon} g_t$$`;
  const other = [
    'Before the first step $v$ is set to 1.',
    '- `v`: mean of the squares; all its entries are initialised with ones',
    '$v$ startet bei 1.',
    '- $v$: 기울기 제곱의 지수 이동 평균. 모든 원소를 **1 로 초기화**한다',
    '`v` se inicializa en 1.',
    '初始化 $v$ 为 1。',
    'At the beginning of every epoch $v$ is set back to zero.',
    'The accumulator is cleared with each new mini-batch.',
    'no começo de cada época o acumulador volta a zero',
    '$v$ wird zu Beginn jeder Epoche auf 0 gesetzt',
    'Au début de chaque époque, $v$ est remis à zéro',
    'В начале каждой эпохи накопитель $v$ обнуляется.',
    '每个 epoch 开始时 $v$ 重置为 0',
    'The accumulator is emptied once per epoch.',
    '$v$ is initialised to 0 each time.',
    'At every step $v$ is initialised to zero.',
    '毎回 $v$ を 0 に初期化',
    '毎回、$v$ を 0 に初期化する',
    '各ステップで $v$ を 0 に初期化する',
    '每步将 $v$ 初始化为 0',
    '$v$ se inicializa a 0 cada vez',
    '$v$ é inicializado com zero a cada passo',
    '$v$ viene inizializzato a zero ad ogni passo',
    '$v$ инициализируется нулём на каждом шаге',
    'jedes Mal $v$ mit 0 initialisieren',
    '$v$ inisialisasi ke nol setiap langkah',
    'Na початку кожної епохи ми повертаємо $v$ до нуля: кожної епохи $v$ = нуль, ставимо його на нуль.',
  ];
  test.each(other)('%s', (words) => {
    expect(verdict(`${rule}\n\n${words}`, 'rmsprop')).toMatch(/^words that say|^another/);
  });

  test.each(['`v = 1`', 'State: `v = ones(shape)`', '`v = np.ones_like(w)`'])(
    'beside the formulas: %s',
    (start) => {
      expect(verdict(`${start}\n\n${rule}`, 'rmsprop')).toMatch(/^words that say/);
    },
  );

  test('what is done once more, in words', () => {
    const said = 'The fraction is multiplied once more by $1/(1-\\rho)$ before we subtract it.';
    expect(verdict(`${rule}\n\n${said}`, 'rmsprop')).toMatch(/^words that do/);
    expect(verdict(`${rule}\n\nIt is not multiplied again.`, 'rmsprop')).toBe('rmsprop');
  });

  const usual = [
    '`v = 0`',
    'If `v = 1`, the step is the gradient.',
    '$v$ starts at 0 and $t$ at 1.',
    'The steps are counted from 1, and $v$ is zero before the first one.',
    '$v$ is never reset to zero, not even at the start of an epoch.',
    'At the start of every epoch the data are shuffled, and the gradients are set to zero in each step.',
    '$v$ wird nur einmal auf 0 gesetzt, nicht in jeder Epoche.',
    'O acumulador $v$ não volta a zero no começo de cada época.',
    'Since $v$ starts at 0, the estimate is biased towards zero in the first steps.',
    '$v$ is initialised to 0 and updated at each step.',
    '$v$ (initialised to 0) is updated at every step.',
    '$v$ beginnt bei 0 und wird in jedem Schritt fortgeschrieben.',
    '$v$ は 0 で初期化し、各ステップで更新する',
    '$v$ 初始化为 0,每步更新',
    '$v$ se inicializa a 0 una sola vez y se actualiza en cada paso.',
    '$v$ starts at 0 and every step adds to it.',
    'The learning rate starts at 1 and is divided by 10 after each epoch.',
  ];
  test.each(usual)('but not: %s', (words) => {
    expect(verdict(`${rule}\n\n${words}`, 'rmsprop')).toBe('rmsprop');
  });
});

describe('an equation beside the one that says the same', () => {
  const adagrad = (told: string): string =>
    String.raw`$$r_t = r_{t-1} + g_t^2, \quad w_{t+1} = w_t - \frac{\alpha}{\sqrt{r_t + \epsilon}} g_t$$ In the first step ${told}.`;

  test('for one step by its number has to give what the general one gives there', () => {
    expect(
      verdict(adagrad(String.raw`$w_2 = w_1 - \frac{\alpha}{\sqrt{r_1 + \epsilon}} g_1$`), 'adagrad'),
    ).toBe('adagrad');
    expect(verdict(adagrad(String.raw`$w_2 = w_1 - \frac{\alpha}{r_1 + \epsilon} g_1$`), 'adagrad')).not.toBe(
      'adagrad',
    );
    expect(
      verdict(adagrad(String.raw`$w_2 = w_1 - \frac{\alpha}{\sqrt{r_2 + \epsilon}} g_1$`), 'adagrad'),
    ).not.toBe('adagrad');
  });

  const nesterov = (again: string): string =>
    String.raw`$$x_{k+1} = y_k - \eta \nabla f(y_k), \qquad y_{k+1} = x_{k+1} + \mu (x_{k+1} - x_k).$$ With $v_k = x_k - x_{k-1}$ we have $y_k = x_k + \mu v_k$ and $$${again}$$`;

  test('for the next step is the same one', () => {
    expect(verdict(nesterov(String.raw`v_{k+1} = x_{k+1} - x_k.`), 'nesterov')).toBe('nesterov');
    expect(verdict(nesterov(String.raw`v_{k+1} = x_k - x_{k-1}.`), 'nesterov')).not.toBe('nesterov');
  });
});

describe('what is put in', () => {
  const nesterov = (again: string): string =>
    String.raw`$\tilde\theta_t = \theta_t - \gamma v_t$, $\tilde g_t = \nabla J(\tilde\theta_t)$, $v_{t+1} = \gamma v_t + \eta \tilde g_t$, $\theta_{t+1} = \theta_t - v_{t+1}$. Put in: $${again}$.`;

  test('may give the parameters again, by the same steps', () => {
    const put = String.raw`\theta_{t+1} = \theta_t - \gamma v_t - \eta\tilde g_t`;
    expect(verdict(nesterov(put), 'nesterov')).toBe('nesterov');
    expect(verdict(nesterov(String.raw`${put} = \tilde\theta_t - \eta\tilde g_t`), 'nesterov')).toBe(
      'nesterov',
    );
    expect(verdict(nesterov(put.replace('- \\eta', '+ \\eta')), 'nesterov')).not.toBe('nesterov');
    expect(verdict(nesterov(String.raw`${put} = \theta_t - \eta\tilde g_t`), 'nesterov')).not.toBe(
      'nesterov',
    );
  });
});

describe('what a mutant showed', () => {
  const adam = (start: string, point: string): string =>
    String.raw`1) ${start}

2) σε κάθε βήμα: $t = t+1$, $g = \nabla f_t(${point})$, $m = \beta_1 m + (1-\beta_1) g$, $v = \beta_2 v + (1-\beta_2) g^2$, $\hat m = m/(1-\beta_1^t)$, $\hat v = v/(1-\beta_2^t)$, $\theta = \theta - \alpha \hat m/(\sqrt{\hat v}+\epsilon)$`;
  const start = (t: number): string => String.raw`αρχικοποίηση: $m=0,\ v=0,\ t=${String(t)}$`;

  test('a state is no point of the gradient', () => {
    expect(verdict(adam(start(0), String.raw`\theta`), 'adam')).toBe('adam');
    expect(verdict(adam(start(0), 'm'), 'adam')).not.toBe('adam');
  });

  test('a count that starts at 1 in a list, and is raised before its use, is one ahead', () => {
    expect(verdict(adam(start(1), String.raw`\theta`), 'adam')).not.toBe('adam');
  });

  test('a word that every object has is a word', () => {
    const code = 'm = b1 * m + (1 - constructor.) * grad; w = w - lr * toString * m';
    expect(verdict(code, 'momentum')).not.toBe('momentum');
  });

  test('a name with primes is put into another one by the same steps', () => {
    const nesterov = (sign: string): string =>
      String.raw`$\tilde\theta = \theta - \gamma v$, $\tilde g = \nabla J(\tilde\theta)$, $v' = \gamma v + \eta \tilde g$, $\theta' = \theta - v'$. Put in: $\theta' = \theta - \gamma v ${sign} \eta\tilde g$.`;
    expect(verdict(nesterov('-'), 'nesterov')).toBe('nesterov');
    expect(verdict(nesterov('+'), 'nesterov')).not.toBe('nesterov');
  });
});

describe('in plain text', () => {
  test.each([
    ['rmsprop', 'r ← ρ·r + (1−ρ)·g⊙g ; θ ← θ − η·g ⊘ (√r + δ), where r = 0 at first'],
    ['rmsprop', 'r = ρ·r + (1−ρ)·g²; θ = θ − η·[g] / (√[r] + ε)'],
    ['sgd', 'Mỗi vòng lặp: w_mới = w_cũ − η · ∂L/∂w, b_mới = b_cũ − η · ∂L/∂b.'],
    ['momentum', 'v ← αv − η ∂L/∂W、 W ← W + v (vの初期値は0、αは0.9くらい)。'],
    ['sgd', 'w ← w − η · (1/m) Σ_{i∈B} ∇ℓ(f(x_i; w), y_i)'],
    ['momentum', 'v = μ v + g, w = w − η v. Συνήθως μ = 0.9 και η = 0.01, με v = 0 στην αρχή.'],
    ['momentum', 'v = mu*v + g; p = p - lr*v, t = number of updates so far, v zero at first'],
  ])('%s: %s', (expected, rule) => {
    expect(verdict(rule, expected)).toBe(expected);
  });

  test('a gradient in words is taken at the point that the answer makes, in any language', () => {
    const nesterov = (point: string): string =>
      `lặp cho đến khi hội tụ:\n    theta_truoc = theta - gamma * v\n    g = gradient của J tại ${point}\n    v = gamma * v + eta * g\n    theta = theta - v`;
    expect(verdict(nesterov('theta_truoc'), 'nesterov')).toBe('nesterov');
    expect(verdict(nesterov('theta'), 'nesterov')).not.toBe('nesterov');
    expect(verdict(nesterov('theta_truoc'), 'momentum')).not.toBe('momentum');
  });
});

describe('what a formula leaves to the words behind it', () => {
  const rule = (words: string): string =>
    String.raw`1. $g\leftarrow$ ${words}
2. $v\leftarrow\mu v+g$
3. $\theta\leftarrow\theta-\eta v$`;

  test.each([
    String.raw`gradientul mediu pe mini-lot, în $\theta$`,
    'mean gradient over the batch',
    String.raw`Gradient der Kosten bei $\theta$, über den Mini-Batch gemittelt`,
  ])('the gradient: %s', (words) => {
    expect(verdict(rule(words), 'momentum')).toBe('momentum');
  });

  test.each([
    String.raw`gradient at $\theta + \mu v$`,
    String.raw`gradient at $\tilde\theta$`,
    'squared gradient over the batch',
    'running mean of the gradients',
  ])('but not another value: %s', (words) => {
    expect(verdict(rule(words), 'momentum')).not.toBe('momentum');
  });
});

describe('a point in words behind an arrow, in any language', () => {
  const rule = (point: string, words: string): string =>
    String.raw`1. $${point} \leftarrow \theta + \mu v$
2. $g \leftarrow$ ${words} $${point}$
3. $v \leftarrow \mu v - \eta g$
4. $\theta \leftarrow \theta + v$`;

  test.each([
    [String.raw`\tilde\theta`, 'η μέση κλίση της παρτίδας, στο'],
    ['y', 'der mittlere Gradient, an der Stelle'],
    ['y', String.raw`средний градиент по $\theta$ в точке`],
    [String.raw`\tilde\theta`, 'the gradient of $L$ at'],
  ])('%s: %s', (point, words) => {
    expect(verdict(rule(point, words), 'nesterov')).toBe('nesterov');
    expect(verdict(rule(point, words), 'momentum')).not.toBe('momentum');
  });

  test('and not where the words say that it is not there', () => {
    expect(verdict(rule('y', String.raw`the gradient at $\theta$ and not at`), 'nesterov')).not.toBe(
      'nesterov',
    );
  });
});

describe('steps that are told once more', () => {
  const rule = (words: string, step: string): string =>
    String.raw`1. $g \leftarrow \nabla L(\theta + \mu v)$
2. $v \leftarrow \mu v - \eta g$
3. $\theta \leftarrow \theta + v$

At first $v = 0$. ${words} ${step}`;
  const same = String.raw`$\theta \leftarrow \theta + \mu v - \eta g$ with the old $v$.`;

  test.each([
    'Inserting 2 into 3 gives',
    'Setzt man 2 in 3 ein, erhält man',
    'Αν βάλουμε το 2 στο 3, παίρνουμε',
  ])('are the same: %s', (words) => {
    expect(verdict(rule(words, same), 'nesterov')).toBe('nesterov');
    expect(verdict(rule(words, same.replace('- \\eta', '+ \\eta')), 'nesterov')).toMatch(/moved twice/);
  });

  test('but what comes next is done as well', () => {
    expect(verdict(rule('Then we do', same), 'nesterov')).not.toBe('nesterov');
  });

  test('“if we insert” is no condition', () => {
    const adam = (root: string): string =>
      String.raw`$$m_t=\beta_1m_{t-1}+(1-\beta_1)g_t, \quad v_t=\beta_2v_{t-1}+(1-\beta_2)g_t^2 \tag{1}$$
$$\hat m_t=m_t/(1-\beta_1^t), \quad \hat v_t=v_t/(1-\beta_2^t) \tag{2}$$
$$\theta_t=\theta_{t-1}-\alpha\,\hat m_t/(\sqrt{\hat v_t}+\epsilon) \tag{3}$$
If we insert (2) into (3) we obtain
$$\theta_t=\theta_{t-1}-\alpha\,\frac{m_t/(1-\beta_1^t)}{${root}+\epsilon}.$$`;
    expect(verdict(adam(String.raw`\sqrt{v_t/(1-\beta_2^t)}`), 'adam')).toBe('adam');
    expect(verdict(adam(String.raw`v_t/(1-\beta_2^t)`), 'adam')).not.toBe('adam');
  });
});

describe('what words say of the count and of a second time', () => {
  const adam = (words: string): string =>
    String.raw`$$m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2$$
$$\theta \leftarrow \theta - \alpha\,\frac{m/(1-\beta_1^{t})}{\sqrt{v/(1-\beta_2^{t})}+\epsilon}$$
${words}`;

  test.each([
    'The counter is $t=0$ during the first step and we add one to it after each step.',
    'The step counter t is 0 at the start; after each update it is increased by one.',
    'Der Zähler t = 0 am Anfang; nach jedem Schritt wird er um eins erhöht.',
    'Le compteur vaut t = 0 et on incrémente après chaque itération.',
  ])('a count from 0: %s', (words) => {
    expect(verdict(adam(words), 'adam')).not.toBe('adam');
  });

  test.each([
    'The counter t starts at 0 and is raised by one at the beginning of each step',
    'Here $t=1$ in the first step, and we add one to it after each step.',
    'Der Zähler t = 0 wird vor jedem Schritt um eins erhöht.',
  ])('a count from 1: %s', (words) => {
    expect(verdict(adam(words), 'adam')).toBe('adam');
  });

  const momentum = (words: string): string =>
    String.raw`$$v_{t+1} = \mu v_t - \eta\, g_t, \qquad \theta_{t+1} = \theta_t + v_{t+1}$$
${words}`;

  test.each([
    String.raw`When the epoch is over, the move $\theta \leftarrow \theta + v$ is done once more.`,
    'Am Ende der Epoche wird der letzte Schritt noch einmal ausgeführt.',
    'À la fin, la mise à jour est appliquée une seconde fois.',
    'В конце эпохи последний шаг выполняется ещё раз.',
  ])('a second time: %s', (words) => {
    expect(verdict(momentum(words), 'momentum')).not.toBe('momentum');
  });

  test.each([
    'The step is applied once per batch, and not twice.',
    'Once more in words: the velocity is an average of the past gradients.',
    'Noch einmal in Worten: die Geschwindigkeit merkt sich die alten Gradienten.',
  ])('not so: %s', (words) => {
    expect(verdict(momentum(words), 'momentum')).toBe('momentum');
  });
});

describe('what is not passed over in silence', () => {
  const adam = (beside: string, more = ''): string =>
    String.raw`$$m_t=\beta_1m_{t-1}+(1-\beta_1)g_t,\quad v_t=\beta_2v_{t-1}+(1-\beta_2)g_t^2${more}$$
$$\theta_t=\theta_{t-1}-\alpha\frac{m_t/(1-\beta_1^t)}{\sqrt{v_t/(1-\beta_2^t)}+\epsilon}$$
${beside}`;

  test.each([
    ['a start that is a gradient', 'We begin with $m_0=g_1$, $v_0=g_1^2$.'],
    ['a first step by an equation of its own', String.raw`In the first step $m_1 = 5g_1$.`],
    ['a square that is a norm', String.raw`where $g_t^2=\sum_{k}(\partial_k f_t(\theta_{t-1}))^2$.`],
    ['a count of epochs', 'Here $t$ is the number of the pass over the training set.'],
    ['a count that begins again', 'At the end of an epoch $t$ is set back to 0.'],
    [
      'states that are written over',
      String.raw`$\hat m$ is written over $m$, and the next step goes on from there.`,
    ],
    ['a step that is done seldom', 'The equation for $v$ is computed only every tenth step.'],
  ])('%s', (_, beside) => {
    expect(verdict(adam(beside), 'adam')).not.toBe('adam');
  });

  test.each([
    'We begin with $m_0=0$, $v_0=0$.',
    String.raw`In the first step $m_1 = (1-\beta_1)g_1$.`,
    String.raw`where $g_t^2=g_t\odot g_t$.`,
    'Here $t$ is the number of the update, counted over all epochs.',
    'All states are zero at $t=0$.',
    String.raw`$\hat m$ is not written back to $m$.`,
  ])('but: %s', (beside) => {
    expect(verdict(adam(beside), 'adam')).toBe('adam');
  });

  const momentum = (beside: string): string =>
    String.raw`$$\theta_{t+1} = \theta_t - \eta\, g_t + \mu\,(\theta_t - \theta_{t-1}),\qquad \theta_{-1}=\theta_0$$
${beside}`;

  test('a point of the gradient in words, in any language', () => {
    const at = String.raw`$\theta_t+\mu(\theta_t-\theta_{t-1})$`;
    for (const words of [
      `where $g_t$ is the gradient at ${at}.`,
      `ここで $g_t$ は点 ${at} における損失の勾配を表す。`,
      `wobei $g_t$ der Gradient an der Stelle ${at} ist.`,
    ])
      expect(verdict(momentum(words), 'momentum')).not.toBe('momentum');
    for (const words of [
      String.raw`where $g_t$ is the gradient at $\theta_t$.`,
      `Nesterov would take the gradient at ${at}.`,
      `$g_t$ is the gradient at the present point and not at ${at}.`,
    ])
      expect(verdict(momentum(words), 'momentum')).toBe('momentum');
  });

  test('marked parameters that nothing makes', () => {
    expect(verdict(String.raw`$\theta \leftarrow \theta - \eta\nabla L(\bar\theta)$`, 'sgd')).not.toBe('sgd');
    const ahead = String.raw`$\bar\theta = \theta + \mu v$, $v \leftarrow \mu v - \eta\nabla L(\bar\theta)$, $\theta \leftarrow \theta + v$`;
    expect(verdict(ahead, 'nesterov')).toBe('nesterov');
  });

  test('a member of a chain that cannot be read', () => {
    const chain = (sign: string): string =>
      String.raw`$$w_{k+1}=w_k-\eta\,\nabla L(w_k)=w_k${sign}\frac{\eta}{m}\sum_{i=1}^{m}\bigl(y_i-w_k^\top x_i\bigr)\,x_i$$`;
    expect(verdict(chain('-'), 'sgd')).not.toBe('sgd');
  });

  test('a number at every step, and a penalty in the objective', () => {
    expect(
      verdict(
        String.raw`1. $v_t = 0$
2. $v_{t+1} = \mu v_t + g_t$
3. $\theta_{t+1} = \theta_t - \eta v_{t+1}$`,
        'momentum',
      ),
    ).not.toBe('momentum');
    const adamw = (f: string): string =>
      adam(String.raw`$f_t(\theta)=\ell_t(\theta)${f}$ is the loss.`).replace(
        '\\epsilon}$$',
        () => String.raw`\epsilon}-\alpha\lambda\theta_{t-1}$$`,
      );
    expect(verdict(adamw(''), 'adamw')).toBe('adamw');
    expect(verdict(adamw(String.raw`+\frac{\lambda}{2}\|\theta\|^2`), 'adamw')).not.toBe('adamw');
  });
});

describe('what is called wrong by no word', () => {
  test('a name without an index takes what the step makes, though the gradient is told', () => {
    const rule = String.raw`$g_t=\nabla L(\theta_t)$,
$$m_{t+1}=\beta_1m_t+(1-\beta_1)g_t,\qquad v_{t+1}=\beta_2v_t+(1-\beta_2)g_t^2,\qquad m_0=v_0=0,$$
$$\theta_{t+1}=\theta_t-\alpha\,\frac{\hat m}{\sqrt{\hat v}+\epsilon},\qquad \hat m=\frac{m_{t+1}}{1-\beta_1^{\,t+1}},\quad \hat v=\frac{v_{t+1}}{1-\beta_2^{\,t+1}}.$$`;
    expect(verdict(rule, 'adam')).toBe('adam');
  });

  test('a gradient between two moves is taken between them', () => {
    const rule = (last: string): string => `1. θ ← θ + μ·v
2. g ← ∇f(θ)
3. v ← μ·v − η·g
4. θ ← θ ${last}`;
    expect(verdict(rule('− η·g'), 'nesterov')).toBe('nesterov');
    expect(verdict(rule('+ v'), 'nesterov')).not.toBe('nesterov');
  });

  test('a moment at which something holds is no start of the count', () => {
    const rule = (start: string): string =>
      String.raw`${start}

1. $m\leftarrow\beta_1m+(1-\beta_1)g$ and $v\leftarrow\beta_2v+(1-\beta_2)g^2$
2. $\theta\leftarrow\theta-\eta\,\dfrac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)}+\epsilon}$
3. $t\leftarrow t+1$`;
    expect(verdict(rule('The state is zero at $t=0$.'), 'adam')).toBe('adam');
    expect(verdict(rule('We start with $t=0$.'), 'adam')).not.toBe('adam');
  });

  test.each([String.raw`$t=0$ \KwTo $T-1$`, String.raw`$t=1,\dots,T$`, 'each mini-batch'])(
    'what the header of a loop counts from is set once: %s',
    (header) => {
      const rule = (above: string, inside: string): string =>
        String.raw`\begin{algorithm}
${above}
\For{${header}}{
  ${inside}
  $g \gets \nabla L(\theta)$\;
  $v \gets \alpha v - \epsilon g$\;
  $\theta \gets \theta + v$\;
}
\end{algorithm}`;
      const start = String.raw`$v \gets 0$\;`;
      expect(verdict(rule(start, ''), 'momentum')).toBe('momentum');
      expect(verdict(rule('', start), 'momentum')).not.toBe('momentum');
    },
  );

  test.each(['a.', 'b)', '(c)', 'iv.', '2.1'])('a step may be numbered %s', (label) => {
    const rule = (sign: string): string => `\`\`\`
1. x ← x₀, k ← 0
2. Répéter tant que k < M:
   - Calculer le gradient moyen sur B: g ← ∇f_B(x)
   - Mettre à jour: x ← x ${sign} α·g
   ${label} k ← k + 1
\`\`\``;
    expect(verdict(rule('-'), 'sgd')).toBe('sgd');
    expect(verdict(rule('+'), 'sgd')).not.toBe('sgd');
  });

  test.each(['# moving average', '// moving average', '% moving average'])(
    'a comment behind TeX in a code block: %s',
    (comment) => {
      const rule = (sign: string): string =>
        `Initialize v = 0.\n\n\`\`\`\nv = \\beta v + dw   ${comment}\nW = W ${sign} \\alpha v\n\`\`\``;
      expect(verdict(rule('-'), 'momentum')).toBe('momentum');
      expect(verdict(rule('+'), 'momentum')).not.toBe('momentum');
    },
  );

  test.each(['g2t', 'g2\\nt'])('Adam as it is copied from the paper, with %s', (square) => {
    const line = square.includes('\\n') ? '\n' : '';
    const rule = (
      sign: string,
    ): string => `Algorithm 1: Adam. Defaults α = 0.001, β1 = 0.9, β2 = 0.999 and ϵ = 10−8.
m0 ← 0
v0 ← 0
t ← 0
while θt not converged do
t ← t + 1
gt ← ∇θft(θt−1)
mt ← β1 · mt−1 + (1 − β1) · gt
vt ← β2 · vt−1 + (1 − β2) · g2${line}t
m̂t ← mt/(1 − βt${line}1)
v̂t ← vt/(1 − βt${line}2)
θt ← θt−1 ${sign} α · m̂t/(√v̂t + ϵ)
end while`;
    expect(verdict(rule('−'), 'adam')).toBe('adam');
    expect(verdict(rule('+'), 'adam')).not.toBe('adam');
  });

  test('the point of a gradient that a sentence of a list names', () => {
    const rule = (gradient: string): string => `- w_tmp = w + momentum * v
- ${gradient}
- v = momentum * v - lr * g
- w = w + v`;
    expect(verdict(rule('g = gradient at w_tmp'), 'nesterov')).toBe('nesterov');
    const told = judgeRule(rule('Calculate the gradient (g) at these interim weights w_tmp'), {
      expect: 'nesterov',
    });
    expect(told.understood).toBe(false);
  });

  test('a limit is no step', () => {
    const rule = String.raw`$$v_t = \mu v_{t-1} + g_t,\quad \theta_t = \theta_{t-1} - \eta v_t$$
If the gradient is constant, it converges, $v_t\to \frac{1}{1-\mu}\,g$.`;
    expect(verdict(rule, 'momentum')).toBe('momentum');
  });

  test('what would be elsewhere is no part of it', () => {
    const rule = String.raw`$$r \gets \rho r+(1-\rho) g\odot g,\quad w \gets w-\frac{\eta}{\sqrt{r+\varepsilon}}\odot g$$
Отличие от AdaGrad: там было бы $r\gets r+g\odot g$.`;
    expect(verdict(rule, 'rmsprop')).toBe('rmsprop');
  });

  test('a state whose sum is told in words is not said to stay at zero', () => {
    const rule = `θ ← θ − η · g / (√s + ε)

- s: the sum of the squares of all gradients up to this step
- s = 0 in the beginning`;
    expect(judgeRule(rule, { expect: 'adagrad' }).understood).toBe(false);
  });

  test('R’s arrow is no comparison', () => {
    const rule =
      '```r\nG <- rep(0, n)\nfor (k in seq_len(T)) {\n  g <- grad(w)\n  G <- G + g^2\n  w <- w - eta * g / sqrt(G + eps)\n}\n```';
    expect(verdict(rule, 'adagrad')).toBe('adagrad');
  });
});

describe('what words tell instead of equations is neither right nor wrong', () => {
  const unread = (rule: string, expect_: string): boolean => !judgeRule(rule, { expect: expect_ }).understood;

  test('where the gradient is taken', () => {
    const rule = (words: string): string =>
      String.raw`$$v_{t+1}=\mu v_t-\eta\, g_t,\qquad \theta_{t+1}=\theta_t+v_{t+1}.$$
${words}`;
    expect(
      unread(
        rule('Here $g_t$ is the gradient at the point to which inertia alone would carry us.'),
        'nesterov',
      ),
    ).toBe(true);
    expect(unread(rule('Ici $g_t$ est le gradient de $f$ au point anticipé.'), 'nesterov')).toBe(true);
    expect(unread(rule('Here $g_t$ is what backpropagation gives.'), 'nesterov')).toBe(false);
  });

  test('how a state changes', () => {
    const rule = String.raw`1. $m \leftarrow \beta_1 m + (1-\beta_1)\,g$, where $m=0$, $u=0$, $t=0$ at first and $t$ grows by one before.
2. Let the old $u$ shrink by $\beta_2$ and take the larger one of it and $|g|$.
3. $\theta \leftarrow \theta - \dfrac{\alpha}{1-\beta_1^{\,t}}\cdot\dfrac{m}{u}$`;
    expect(unread(rule, 'adamax')).toBe(true);
  });

  test('what a symbol stands for that was taken for granted', () => {
    const rule = (words: string): string =>
      String.raw`$$m_t=\beta_1 m_{t-1}+(1-\beta_1)g_t,\quad v_t=\beta_2 v_{t-1}+(1-\beta_2)g_t^2$$
$$\theta_t=\theta_{t-1}-\alpha\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon},\qquad \hat m_t=m_t/(1-\beta_1^t)$$
${words}`;
    expect(verdict(rule('The hats are corrections of the bias.'), 'adam')).toBe('adam');
    expect(unread(rule(String.raw`As a scale, $\hat v_t$ simply stands for $v_t$.`), 'adam')).toBe(true);
  });

  test.each([
    ['is the sum of all past gradients.', 'is the sum of all past squared gradients.'],
    ['contains $g_1 + \\dots + g_t$.', 'contains $g_1^2 + \\dots + g_t^2$.'],
    ['ist die Summe aller bisherigen Gradienten.', 'ist die Summe der Quadrate aller bisherigen Gradienten.'],
    ['est la somme des gradients passés.', 'est la somme des carrés des gradients passés.'],
    ['es la suma de los gradientes pasados.', 'es la suma de los cuadrados de los gradientes.'],
    ['是过去所有梯度的和。', '是过去所有梯度的平方和。'],
    ['は過去の勾配の和である。', 'は過去の勾配の二乗の和である。'],
    ['— сумма всех прошлых градиентов.', '— сумма квадратов всех прошлых градиентов.'],
  ])('a sum that no equation gives: $G_t$ %s', (wrong, right) => {
    const rule = (words: string): string =>
      String.raw`$$\theta_{t+1}=\theta_t-\frac{\eta}{\sqrt{G_t}+\epsilon}\,g_t$$
where $g_t$ is the gradient; $G_t$ ${words}`;
    expect(verdict(rule(right), 'adagrad')).toBe('adagrad');
    expect(unread(rule(wrong), 'adagrad')).toBe(true);
    // Beside its equation such words are short for it.
    expect(verdict(`${rule(wrong)}\n\n$$G_t=\\sum_{i=1}^t g_i^2$$`, 'adagrad')).toBe('adagrad');
  });

  test('a sum that begins again with every epoch', () => {
    const rule = (words: string): string =>
      String.raw`$$\theta_{t+1}=\theta_t-\frac{\eta}{\sqrt{G_t+\epsilon}}\,g_t,\qquad G_t=\sum_{\tau=1}^t g_\tau^2$$
${words}`;
    expect(verdict(rule('Quando uma nova época começa, a soma recomeça do zero.'), 'adagrad')).not.toBe(
      'adagrad',
    );
    expect(verdict(rule('Quando uma nova época começa, a soma continua.'), 'adagrad')).toBe('adagrad');
  });

  test('a state that is put back now and then, by its index alone', () => {
    const rule = (beside: string): string =>
      String.raw`$$s_t=\rho\, s_{t-1}+(1-\rho)\,g_t^2,\qquad \theta_t=\theta_{t-1}-\frac{\eta}{\sqrt{s_t}+\epsilon}\,g_t,\qquad s_0=0$$
${beside}`;
    expect(verdict(rule(''), 'rmsprop')).toBe('rmsprop');
    expect(
      verdict(rule('$t$ が 10 の倍数のときは $s_{t-1}=0$ と置き直してから上の式を使う。'), 'rmsprop'),
    ).not.toBe('rmsprop');
  });

  test('one rule in two notations is one', () => {
    const rule = (sign: string): string =>
      String.raw`Add the square, $s_i \leftarrow s_i + (\partial J/\partial\theta_i)^2$, and then step with
$$\theta_i \leftarrow \theta_i - \eta\,\frac{\partial J/\partial\theta_i}{\sqrt{s_i+\epsilon}}.$$
In vector form: $\mathbf s \leftarrow \mathbf s + \nabla J\otimes\nabla J$, $\ \theta \leftarrow \theta ${sign} \eta\nabla J \oslash \sqrt{\mathbf s + \epsilon}$.`;
    expect(verdict(rule('-'), 'adagrad')).toBe('adagrad');
    expect(verdict(rule('+'), 'adagrad')).not.toBe('adagrad');
  });
});
