/**
 * The law of what is said beside a rule: limits, what comes of a constant gradient, of β = 0, of numbers that are given. Each is held
 * against the rule, which runs so. What is true of it changes nothing, and what is not is not passed over.
 */
import { expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { playOf } from '../../../support/play.ts';

const isCalledRight = (rule: string, expected: string): boolean =>
  isRight(judgeRule(rule, { expect: expected }), { expect: expected });

const ADAM = String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \qquad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$

$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \qquad \hat v_t = \frac{v_t}{1-\beta_2^t}$$

$$\theta_t = \theta_{t-1} - \eta\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$$`;

interface Ruled {
  expected: string;
  rule: string;
  /** What a state goes to, and what somebody might think. */
  ends: readonly { of: string; is: string; not: readonly string[] }[];
}

const RULES: readonly Ruled[] = [
  {
    expected: 'momentum',
    rule: String.raw`$$v_t = \mu v_{t-1} + g_t$$

$$\theta_t = \theta_{t-1} - \eta v_t$$`,
    ends: [
      {
        of: 'v',
        is: String.raw`\frac{g}{1-\mu}`,
        not: ['g', String.raw`(1-\mu) g`, String.raw`\frac{g}{\mu}`, String.raw`\frac{g}{1+\mu}`],
      },
    ],
  },
  {
    expected: 'momentum',
    rule: String.raw`$$v_t = \mu v_{t-1} - \eta g_t$$

$$\theta_t = \theta_{t-1} + v_t$$`,
    ends: [
      {
        of: 'v',
        is: String.raw`-\frac{\eta}{1-\mu} g`,
        not: [String.raw`\frac{\eta}{1-\mu} g`, String.raw`-\eta g`, String.raw`-\frac{g}{1-\mu}`],
      },
    ],
  },
  {
    expected: 'rmsprop',
    rule: String.raw`$$s_t = \rho s_{t-1} + (1-\rho) g_t^2$$

$$\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{s_t}+\epsilon}\, g_t$$`,
    ends: [{ of: 's', is: 'g^2', not: ['g', String.raw`(1-\rho) g^2`, String.raw`\frac{g^2}{1-\rho}`] }],
  },
  {
    expected: 'adam',
    rule: ADAM,
    ends: [
      { of: 'm', is: 'g', not: [String.raw`\beta_1 g`, String.raw`(1-\beta_1) g`, 'g^2'] },
      { of: 'v', is: 'g^2', not: ['g', String.raw`(1-\beta_2) g^2`] },
      { of: String.raw`\hat v`, is: 'g^2', not: [String.raw`\frac{g^2}{1-\beta_2}`, '|g|'] },
    ],
  },
];

const SAID: readonly ((of: string, end: string) => string)[] = [
  (of, end) => String.raw`With a constant gradient $g$ we get $${of}_t \to ${end}$.`,
  (of, end) =>
    String.raw`If the gradient stays constant, then $\lim_{t\to\infty} ${of}_t = ${end}$, after many steps.`,
  (of, end) => String.raw`For constant $g$: $${of}_\infty = ${end}$.`,
  (of, end) =>
    String.raw`Bei konstantem Gradienten gilt $$${of}_t \longrightarrow ${end} \qquad (t \to \infty)$$`,
  (of, end) => String.raw`梯度恒定为 $g$ 时，$${of}_t \to ${end}$。`,
];

test('where a state goes while the gradient stays the same, said in any way', () => {
  const { random, pick } = playOf(11);
  const found = Array.from({ length: 80 }, () => {
    const { expected, rule, ends } = pick(RULES);
    const { of, is, not } = pick(ends);
    const isTrue = random(2) === 0;
    const said = pick(SAID)(of, isTrue ? is : pick(not));
    return { said, isTrue, isRight: isCalledRight(`${rule}\n\n${said}`, expected) };
  });
  expect(found.filter((each) => each.isTrue !== each.isRight)).toEqual([]);
});

test('steps under such a gradient, and what becomes of a correction', () => {
  const say = (said: string): boolean => isCalledRight(`${ADAM}\n\n${said}`, 'adam');
  expect(say(String.raw`For constant gradients $m_t = (1-\beta_1^t) g$ and $\hat m_t = g$.`)).toBe(true);
  expect(say(String.raw`For constant gradients $m_t = (1-\beta_1) g$ and $\hat m_t = g$.`)).toBe(false);
  expect(say(String.raw`As $t \to \infty$, $1-\beta_1^t \to 1$, so $\hat m_t \to m_t$.`)).toBe(true);
  expect(say(String.raw`As $t \to \infty$, $1-\beta_1^t \to 0$, so $\hat m_t \to m_t$.`)).toBe(false);
  expect(say(String.raw`As $t \to \infty$, $\hat m_t \to 2 m_t$.`)).toBe(false);
});

test('effective learning rates', () => {
  const say = (said: string): boolean => isCalledRight(`${RULES[0]!.rule}\n\n${said}`, 'momentum');
  expect(say(String.raw`So the effective learning rate is $\frac{\eta}{1-\mu}$.`)).toBe(true);
  expect(say(String.raw`So the effective learning rate is $\eta(1-\mu)$.`)).toBe(false);
  expect(say(String.raw`That is $\eta_{\text{eff}} = \frac{\eta}{1-\mu}$ in the long run.`)).toBe(true);
  expect(say(String.raw`That is $\eta_{\text{eff}} = \eta\mu$ in the long run.`)).toBe(false);
});

test('limits in another quantity, and of gradients that change, are of another case', () => {
  const say = (said: string): boolean => isCalledRight(`${ADAM}\n\n${said}`, 'adam');
  expect(say(String.raw`For $\beta_1 \to 0$ we get $m_t \to g_t$, which is RMSProp.`)).toBe(true);
  expect(say(String.raw`Near a minimum $m_t \to 0$.`)).toBe(true);
  expect(
    say(
      String.raw`If the gradient alternates between $g$ and $-g$, then $|m_t| \to \frac{1-\beta_1}{1+\beta_1} |g|$.`,
    ),
  ).toBe(true);
});

test('the message says where and of what', () => {
  const { rule } = RULES[0]!;
  const { message } = judgeRule(`${rule}\n\nWith a constant gradient, $v_t \\to \\mu g$.`, {
    expect: 'momentum',
  });
  expect(message).toMatch(/what comes of the rule with a gradient that stays the same\. At “v”/);
});

const ADAMAX = (sum: string): string => String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$$

$$u_t = \lim_{p\to\infty}\Big(${sum}\Big)^{1/p} = \max(\beta_2 u_{t-1}, |g_t|)$$

$$\theta_t = \theta_{t-1} - \frac{\eta}{1-\beta_1^t}\cdot\frac{m_t}{u_t}$$`;

test('the limit in a power, of AdaMax', () => {
  const right = String.raw`(1-\beta_2^p)\sum_{i=1}^{t}\beta_2^{p(t-i)}|g_i|^p`;
  expect(isCalledRight(ADAMAX(right), 'adamax')).toBe(true);
  for (const wrong of [
    right.replace('{t}', '{t-1}'),
    right.replace('p(t-i)', 'p(t+i)'),
    right.replace('|g_i|^p', '|m_i|^p'),
    right.replace('p(t-i)', 'q(t-i)'),
  ])
    expect(isCalledRight(ADAMAX(wrong), 'adamax')).toBe(false);
});

const MOMENTUM = RULES[0]!.rule;
const tells =
  (rule: string, expected: string) =>
  (said: string): boolean =>
    isCalledRight(`${rule}\n\n${said}`, expected);

test('a case, by the numbers of its constants', () => {
  const say = tells(MOMENTUM, 'momentum');
  expect(say(String.raw`For $\mu = 0$ this is SGD: $\theta_t = \theta_{t-1} - \eta g_t$.`)).toBe(true);
  expect(say(String.raw`For $\mu = 0$ this is SGD: $\theta_t = \theta_{t-1} + \eta g_t$.`)).toBe(false);
  expect(say(String.raw`For $\mu = 1$ nothing fades, $v_t = \sum_{i=1}^t g_i$.`)).toBe(true);
  expect(say(String.raw`For $\mu = 1$ nothing fades, $v_t = \sum_{i=1}^{t-1} g_i$.`)).toBe(false);
  expect(
    say(String.raw`With $\mu = 0.9$ we have $v_t = 0.9 v_{t-1} + g_t$ and $\frac{1}{1-\mu} = 10$.`),
  ).toBe(true);
  expect(say(String.raw`With $\mu = 0.9$ we have $v_t = 0.9 v_{t-1} + 0.1 g_t$.`)).toBe(false);
  expect(say(String.raw`With $\mu = 0.9$ we have $\frac{1}{1-\mu} = 9$.`)).toBe(false);
  const adam = tells(ADAM, 'adam');
  expect(adam(String.raw`At $t = 1$ we get $\hat m_t = g_t$ and $\hat v_t = g_t^2$.`)).toBe(true);
  expect(adam(String.raw`At $t = 1$ we get $\hat m_t = g_t$ and $\hat v_t = g_t$.`)).toBe(false);
  expect(
    adam(String.raw`When all gradients are zero, $m_t = \beta_1 m_{t-1}$ and $v_t = \beta_2 v_{t-1}$.`),
  ).toBe(true);
  expect(
    adam(String.raw`When all gradients are zero, $m_t = \beta_2 m_{t-1}$ and $v_t = \beta_2 v_{t-1}$.`),
  ).toBe(false);
});

test('steps all at once, and means', () => {
  const say = tells(ADAM, 'adam');
  expect(say(String.raw`In the mean $E[v_t] = (1-\beta_2^t) E[g_t^2]$.`)).toBe(true);
  expect(say(String.raw`In the mean $E[v_t] = \beta_2^t E[g_t^2]$.`)).toBe(false);
  const sgd = tells(String.raw`$$\theta_{t+1} = \theta_t - \eta g_t$$`, 'sgd');
  expect(sgd(String.raw`With a constant gradient $g$ we are at $\theta_t = \theta_0 - \eta t g$.`)).toBe(
    true,
  );
  expect(sgd(String.raw`With a constant gradient $g$ we are at $\theta_t = \theta_0 - \eta g$.`)).toBe(false);
});

test('first steps that are worked out with numbers', () => {
  const adagrad = String.raw`$$G_t = G_{t-1} + g_t^2$$

$$\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{G_t}+\epsilon}\, g_t$$`;
  const say = (second: string): boolean =>
    tells(
      adagrad,
      'adagrad',
    )(
      String.raw`Let $g_1 = 3$ and $g_2 = 4$. Then $G_1 = 9$ and $${second}$, so $\theta_2 = \theta_1 - \frac{4}{5}\eta$ if ε is negligible.`,
    );
  expect(say('G_2 = 25')).toBe(true);
  expect(say('G_2 = 16')).toBe(false);
  expect(say(String.raw`\theta_1 = \theta_0 - 3\eta`)).toBe(false);
  const momentum = tells(MOMENTUM, 'momentum');
  const numbers = String.raw`Take $\mu = 0.9$, $\eta = 0.1$, $\theta_0 = 1$, $g_1 = 2$, $g_2 = 1$:`;
  expect(momentum(String.raw`${numbers} $v_1 = 2$, $\theta_1 = 0.8$, $v_2 = 2.8$, $\theta_2 = 0.52$.`)).toBe(
    true,
  );
  expect(momentum(String.raw`${numbers} $v_1 = 2$, $\theta_1 = 0.8$, $v_2 = 1.9$, $\theta_2 = 0.61$.`)).toBe(
    false,
  );
});

test('what stands in a case and cannot be tried is not passed over', () => {
  const say = tells(MOMENTUM, 'momentum');
  expect(say(String.raw`For $\mu = 0$ we get $\theta_t = \theta_{t-1} - \eta q_t$.`)).toBe(false);
});

test('more cases than an answer has that is not written to be slow are refused in words', () => {
  const cases = Array.from(
    { length: 60 },
    (_, i) => `With a constant gradient and $\\mu = 0.${i + 100}$ we get $v_t \\to \\frac{g}{1-\\mu}$.`,
  );
  const { understood, message } = judgeRule([MOMENTUM, ...cases].join('\n\n'), { expect: 'momentum' });
  expect(understood).toBe(false);
  expect(message).toMatch(/more than 40 cases/);
});
