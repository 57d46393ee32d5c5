/**
 * The law of formulas beside a program: each says something of the step that the program computes. What it says is put in the place
 * of the program's own equation, and has to leave the rule as it is; so no formula that is a part of the rule is passed over.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';
import { playOf } from '../../support/play.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

const ADAM = `\`\`\`python
class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, grad):
        self.t += 1
        self.m = self.beta1 * self.m + (1 - self.beta1) * grad
        self.v = self.beta2 * self.v + (1 - self.beta2) * grad**2
        m_hat = self.m / (1 - self.beta1**self.t)
        v_hat = self.v / (1 - self.beta2**self.t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
\`\`\``;

const NESTEROV = `\`\`\`python
def step(w, v, lr, mu, grad_fn):
    g = grad_fn(w + mu * v)
    v = mu * v - lr * g
    return w + v, v
\`\`\``;

/** Each alone beside the program. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  adam: [
    String.raw`$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$`,
    String.raw`$v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$`,
    String.raw`$\hat m_t = m_t/(1-\beta_1^t)$`,
    String.raw`$\hat v_t = v_t/(1-\beta_2^t)$`,
    String.raw`$\theta_t = \theta_{t-1} - \eta \frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$`,
    String.raw`$m_t = (1-\beta_1)\sum_{i=1}^t \beta_1^{t-i} g_i$`,
    String.raw`$g_t = \nabla L(\theta_{t-1})$`,
  ],
  nesterov: [
    String.raw`$v_t = \mu v_{t-1} - \eta \nabla L(\theta_{t-1} + \mu v_{t-1})$`,
    String.raw`$\theta_t = \theta_{t-1} + v_t$`,
    String.raw`$g_t = \nabla L(\theta_{t-1} + \mu v_{t-1})$`,
  ],
};

/** With the time written in another way, or not at all. */
const WRITTEN_OTHERWISE = [
  String.raw`$\hat m = m/(1-\beta_1^t)$`,
  String.raw`$m \leftarrow m + (1-\beta_1)(g - m)$`,
  String.raw`$m_{t+1} = \beta_1 m_t + (1-\beta_1) g_t$`,
  String.raw`$m_k = \beta_1 m_{k-1} + (1-\beta_1) g_k$`,
  String.raw`$\theta_{t+1} = \theta_t - \eta \frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$`,
  'We start with $m_0 = 0$ and $v_0 = 0$.',
];

const WRONG: Readonly<Record<string, readonly string[]>> = {
  adam: [
    String.raw`$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t^2$`,
    String.raw`$m_t = \beta_1 m_{t-1} + (1-\beta_1) q_t$`,
    String.raw`$m_t = \beta_2 m_{t-1} + (1-\beta_2) g_t$`,
    String.raw`$v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t$`,
    String.raw`$v_t = \beta_2 v_{t-1} + g_t^2$`,
    String.raw`$\hat m_t = m_t/(1-\beta_1)$`,
    String.raw`$\hat m_t = m_t/(1-\beta_2^t)$`,
    String.raw`$\hat m = m/(1-\beta_2^t)$`,
    String.raw`$\theta_t = \theta_{t-1} - \eta \frac{\hat m_t}{\hat v_t+\epsilon}$`,
    String.raw`$\theta_t = \theta_{t-1} + \eta \frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$`,
    String.raw`$m_t = (1-\beta_1)\sum_{i=1}^t \beta_1^{i} g_i$`,
    'We start with $m_0 = 1$.',
  ],
  nesterov: [
    String.raw`$v_t = \mu v_{t-1} - \eta \nabla L(\theta_{t-1})$`,
    String.raw`$v_t = \mu v_{t-1} + \eta \nabla L(\theta_{t-1} + \mu v_{t-1})$`,
    String.raw`$\theta_t = \theta_{t-1} + \mu v_t$`,
    String.raw`$g_t = \nabla L(\theta_{t-1} - \mu v_{t-1})$`,
  ],
};

const PROGRAMS: Readonly<Record<string, string>> = { adam: ADAM, nesterov: NESTEROV };

test('a right formula leaves a right program right, however its time is written', () => {
  const lost = Object.entries(RIGHT).flatMap(([name, formulas]) =>
    formulas.filter((formula) => !isCalledRight(`${formula}\n\n${PROGRAMS[name]}`, name)),
  );
  const others = WRITTEN_OTHERWISE.filter((formula) => !isCalledRight(`${formula}\n\n${ADAM}`, 'adam'));
  expect([...lost, ...others]).toEqual([]);
});

test('a wrong formula is not passed over because the program beside it is right', () => {
  const passed = Object.entries(WRONG).flatMap(([name, formulas]) =>
    formulas.filter((formula) => isCalledRight(`${formula}\n\n${PROGRAMS[name]}`, name)),
  );
  expect(passed).toEqual([]);
});

const ROUNDS = 40;

test('that holds of any of them together, in any order, above the program and below it', () => {
  const { random, pick } = playOf(7);
  const names = Object.keys(RIGHT);
  const found = Array.from({ length: ROUNDS }, (_, round) => {
    const name = names[round % names.length]!;
    const isSpoilt = random(2) === 0;
    const all = RIGHT[name]!.filter(() => random(2) === 0);
    all.splice(random(all.length + 1), 0, pick((isSpoilt ? WRONG : RIGHT)[name]!));
    const text = [...new Set(all)].join('\n\n');
    const parts = [text, PROGRAMS[name]!];
    const answer = (random(2) === 0 ? parts : parts.toReversed()).join('\n\n');
    return { isSpoilt, answer, isRight: isCalledRight(answer, name) };
  });
  expect(found.filter((each) => each.isSpoilt && each.isRight).map(({ answer }) => answer)).toEqual([]);
  expect(found.filter((each) => !each.isSpoilt && !each.isRight).map(({ answer }) => answer)).toEqual([]);
});

test('the message says which rule each of the two is', () => {
  const { message } = judgeRule(`${WRONG.adam![3]}\n\n${ADAM}`, { expect: 'adam' });
  expect(message).toMatch(
    /a formula and the code beside it are two rules: .*not squared by the formula, Adam by the code/,
  );
});

const TWO_PARAMETERS = `\`\`\`python
W, b = 0, 0
vW, vb = 0, 0
for t in range(T):
    dW, db = grad(W, b)
    vW = beta * vW + dW
    vb = beta * vb + db
    W -= lr * vW
    b -= lr * vb
\`\`\``;

test('a formula of either parameter is held against that one', () => {
  const right = ['v_W = \\beta v_W + dW', 'v_b = \\beta v_b + db', 'b = b - \\alpha v_b'];
  const wrong = [
    'v_W = \\beta v_W + dW^2',
    'v_b = \\beta v_b + dW',
    'b = b + \\alpha v_b',
    'W = W - \\alpha v_b',
  ];
  const isRightBeside = (formula: string): boolean =>
    isCalledRight(`$${formula}$\n\n${TWO_PARAMETERS}`, 'momentum');
  expect(right.filter((formula) => !isRightBeside(formula))).toEqual([]);
  expect(wrong.filter(isRightBeside)).toEqual([]);
});

const WHOLE = String.raw`$$m_t=\beta_1 m_{t-1}+(1-\beta_1)g_t,\quad v_t=\beta_2 v_{t-1}+(1-\beta_2)g_t^2$$
$$\hat m_t=\frac{m_t}{1-\beta_1^t},\quad \hat v_t=\frac{v_t}{1-\beta_2^t},\quad \theta_t=\theta_{t-1}-\alpha\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$$`;

test('beside formulas that are a whole rule a program that is not understood is not passed over', () => {
  const program = (above: string, inside: string): string => `\`\`\`python
class Adam:
    def update(self, params, grads):
${above}        for k in params:
${inside}            self.m[k] = self.b1 * self.m[k] + (1 - self.b1) * grads[k]
            self.v[k] = self.b2 * self.v[k] + (1 - self.b2) * grads[k] ** 2
            m_hat = self.m[k] / (1 - self.b1 ** self.t)
            v_hat = self.v[k] / (1 - self.b2 ** self.t)
            params[k] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
\`\`\``;
  const [once, often] = [program('        self.t += 1\n', ''), program('', '            self.t += 1\n')];
  expect(isCalledRight(`${WHOLE}\n\n${once}`, 'adam')).toBe(true);
  expect(isCalledRight(`${WHOLE}\n\n${often}`, 'adam')).toBe(false);
});

const ADAMW = `\`\`\`python
def step(p, g, m, v, t, lr, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g ** 2
    m_hat = m / (1 - b1 ** t)
    v_hat = v / (1 - b2 ** t)
    p = p - lr * wd * p
    p = p - lr * m_hat / (np.sqrt(v_hat) + eps)
    return p, m, v
\`\`\``;

test('a name that is made twice in a step is one quantity, and b1 is β₁', () => {
  const update = (sign: string): string =>
    String.raw`$\theta_t = (1 ${sign} \eta\lambda)\theta_{t-1} - \eta\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$`;
  expect(isCalledRight(`${update('-')}\n\n${ADAMW}`, 'adamw')).toBe(true);
  expect(isCalledRight(`${update('+')}\n\n${ADAMW}`, 'adamw')).toBe(false);
  const moment = (beta: string): string =>
    `$m_t = (1-\\beta_1)\\sum_{i=1}^t \\beta_${beta}^{t-i} g_i$\n\n${ADAMW}`;
  expect(isCalledRight(moment('1'), 'adamw')).toBe(true);
  expect(isCalledRight(moment('2'), 'adamw')).toBe(false);
});

/** Momentum, and a sentence about it. */
const momentum = (sentence: string): string =>
  ['$$v_t = \\beta v_{t-1} + g_t$$', '$$w_t = w_{t-1} - \\eta v_t$$', sentence].join('\n\n');

test('a recursion that is put into itself is held against it', () => {
  const right = [
    String.raw`So $v_t = g_t + \beta g_{t-1} + \beta^2 g_{t-2} + \cdots$.`,
    String.raw`So $v_t = g_t + \beta g_{t-1} + \beta^2 g_{t-2} + \cdots + \beta^{t-1} g_1$.`,
  ];
  const wrong = [
    String.raw`So $v_t = (1-\beta)(g_t + \beta g_{t-1} + \beta^2 g_{t-2} + \cdots)$.`,
    String.raw`So $v_t = 2 g_t + 2\beta g_{t-1} + 2\beta^2 g_{t-2} + \cdots$.`,
  ];
  expect(right.filter((sentence) => !isCalledRight(momentum(sentence), 'momentum'))).toEqual([]);
  expect(wrong.filter((sentence) => isCalledRight(momentum(sentence), 'momentum'))).toEqual([]);
});

test('the closed form alone is the rule that its recursion is', () => {
  const rule = (sum: string): string => `$$v_t = ${sum}$$\n\n$$w_t = w_{t-1} - \\eta v_t$$`;
  expect(
    isCalledRight(
      rule(String.raw`g_t + \beta g_{t-1} + \beta^2 g_{t-2} + \cdots + \beta^{t-1} g_1`),
      'momentum',
    ),
  ).toBe(true);
  expect(
    isCalledRight(rule(String.raw`g_t + \beta g_{t-1} + \beta^2 g_{t-2} + \cdots + \beta^t g_1`), 'momentum'),
  ).toBe(false);
});

test('a line of the program that the words give again is that of the program', () => {
  const nesterov = (ahead: string, quoted: string): string => `\`\`\`python
for k in range(100):
    x_adelantado = x + gamma * v  # la inercia
    g = grad(${ahead})
    v = gamma * v - eta * g
    x = x + v
\`\`\`

La diferencia con el momento clásico está solo en la línea \`g = grad(${quoted})\`.`;
  const isNesterov = (text: string): boolean =>
    isRight(judgeRule(text, { expect: 'nesterov' }), { expect: 'nesterov' });
  expect(isNesterov(nesterov('x_adelantado', 'x_adelantado'))).toBe(true);
  expect(isNesterov(nesterov('x', 'x'))).toBe(false);
  expect(isNesterov(nesterov('x', 'x_adelantado'))).toBe(false);
});
