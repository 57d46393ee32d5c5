/**
 * Laws of what stands where, each over names and steps that a seed chooses: a rule is right, and the same with one token that
 * means something else is not, whatever its letters are.
 */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';
import { numberFor } from '../../../../grader/rules/model/sameness.ts';

interface Letters {
  /** The parameters, a state, the learning rate, a decay, a counter and a stranger. */
  w: string;
  v: string;
  eta: string;
  beta: string;
  i: string;
  odd: string;
}

const ROUNDS = 8;

function letters(seed: number): Letters {
  const one = (name: string, of: readonly string[]): string =>
    of[Math.floor((numberFor(name, seed) - 0.2) * of.length)]!;
  return {
    w: one('w', ['w', String.raw`\theta`, 'x', 'W']),
    v: one('v', ['v', 's', 'u', 'r']),
    eta: one('eta', [String.raw`\eta`, String.raw`\alpha`, String.raw`\epsilon`]),
    beta: one('beta', [String.raw`\beta`, String.raw`\mu`, String.raw`\rho`]),
    i: one('i', ['i', String.raw`\tau`]),
    odd: one('odd', [String.raw`\chi`, String.raw`\psi`, 'q', 'z']),
  };
}

interface Law {
  title: string;
  optimizer: string;
  right: (of: Letters) => string;
  wrong: ((of: Letters) => [from: string, to: string])[];
}

const LAWS: Law[] = [
  {
    title: 'a sum ends at the step that is made',
    optimizer: 'adagrad',
    right: ({ w, eta, i }) =>
      String.raw`$$${w}_{t+1} = ${w}_t - \frac{${eta}}{\sqrt{\sum_{${i}=1}^{t} g_{${i}}^2} + \delta} g_t$$`,
    wrong: [
      ({ odd }) => ['^{t}', `^{${odd}}`],
      ({ w }) => ['^{t}', `^{${w}}`],
      ({ i }) => ['^{t}', `^{${i}}`],
    ],
  },
  {
    title: 'all members of a chain have the same steps',
    optimizer: 'adagrad',
    right: ({ w, v, eta, i }) =>
      String.raw`$$${v}_t = ${v}_{t-1} + g_t^2 = \sum_{${i}=1}^t g_{${i}}^2, \quad ${w}_{t+1} = ${w}_t - \frac{${eta}}{\sqrt{${v}_t} + \delta} g_t$$`,
    wrong: [({ odd }) => ['}^t', `}^${odd} `], ({ i }) => ['}^t', `}^${i} `], () => ['+ g_t^2', '+ g_0^2']],
  },
  {
    title: 'one index for the coordinate',
    optimizer: 'adagrad',
    right: ({ w, v, eta }) =>
      String.raw`$$${v}_{t,j} = ${v}_{t-1,j} + g_{t,j}^2, \quad ${w}_{t+1,j} = ${w}_{t,j} - \frac{${eta}}{\sqrt{${v}_{t,j}} + \delta} g_{t,j}$$`,
    wrong: [
      ({ v }) => [`${v}_{t,j} =`, `${v}_{t,t} =`],
      ({ w, odd }) => [`${w}_{t+1,j}`, `${w}_{t+1,${odd}}`],
      ({ w }) => [`= ${w}_{t,j}`, `= ${w}_{t}`],
      ({ odd }) => ['g_{t,j}$', `g_{t,${odd}}$`],
    ],
  },
  {
    title: 'a gradient at a step has no other index',
    optimizer: 'momentum',
    right: ({ w, v, eta, beta }) =>
      `$$${v}_t = ${beta} ${v}_{t-1} + g_t, \\quad ${w}_t = ${w}_{t-1} - ${eta} ${v}_t$$`,
    wrong: [({ v }) => ['g_t', `g_${v}`], () => ['g_t', 'g_{t,t-2}'], () => ['g_t', 'g_{t,t+1}']],
  },
  {
    title: 'what a loss is of: the parameters are among its arguments, where it has no example for them',
    optimizer: 'sgd',
    right: ({ w, eta }) =>
      String.raw`$$${w} \leftarrow ${w} - \frac{${eta}}{m} \sum_{i=1}^{m} \nabla_{${w}} L_i(${w})$$`,
    wrong: [
      ({ w }) => [`(${w})`, '(i)'],
      ({ w }) => [`(${w})`, '(m)'],
      ({ w, eta }) => [`(${w})`, `(${eta})`],
      ({ w, odd }) => [`(${w})`, `(${w === 'W' && odd === 'z' ? 'k' : odd})`],
    ],
  },
  {
    title: 'a mean is divided by the number of its terms',
    optimizer: 'sgd',
    right: ({ w, eta }) =>
      String.raw`$$${w} \leftarrow ${w} - \frac{${eta}}{|B|} \sum_{i \in B} \nabla L_i(${w})$$`,
    wrong: [({ odd }) => ['|B|', `|${odd}|`], () => ['|B|', '|i|']],
  },
  {
    title: 'all points of a look-ahead are made in one way',
    optimizer: 'nesterov',
    right: ({ eta, beta }) =>
      String.raw`$$v_W \leftarrow ${beta} v_W - ${eta} \nabla_W L(W + ${beta} v_W, b + ${beta} v_b), \quad W \leftarrow W + v_W$$
$$v_b \leftarrow ${beta} v_b - ${eta} \nabla_b L(W + ${beta} v_W, b + ${beta} v_b), \quad b \leftarrow b + v_b$$`,
    wrong: [
      ({ beta }) => [`b + ${beta} v_b), \\quad W`, `b - ${beta} v_b), \\quad W`],
      ({ beta }) => [
        `W + ${beta} v_W, b + ${beta} v_b), \\quad b`,
        `W - ${beta} v_W, b + ${beta} v_b), \\quad b`,
      ],
    ],
  },
  {
    title: 'a second parameter takes a state that the answer makes',
    optimizer: 'momentum',
    right: ({ v, eta, beta }) =>
      `$${v}_{dW} = ${beta} ${v}_{dW} + dW$, $${v}_{db} = ${beta} ${v}_{db} + db$, $W = W - ${eta} ${v}_{dW}$, $b = b - ${eta} ${v}_{db}$`,
    wrong: [
      ({ v, odd }) => [`$${v}_{db} =`, `$${odd}_{db} =`],
      ({ v }) => [`$${v}_{db} =`, `$${v}_{dd} =`],
      () => ['+ db', '+ Wb'],
    ],
  },
  {
    title: 'the gradient that is made is the one that is used',
    optimizer: 'sgd',
    right: ({ w, eta }) =>
      String.raw`$$\hat g = \nabla L(${w}), \quad ${w} \leftarrow ${w} - ${eta} \hat g$$`,
    wrong: [({ eta }) => [`${eta} \\hat g`, `${eta} g`]],
  },
  {
    title: 'a first case is at the first step',
    optimizer: 'adagrad',
    right: ({ w, v, eta }) =>
      String.raw`$$${v}_t = \begin{cases} g_t^2 & t = 1 \\ ${v}_{t-1} + g_t^2 & t = 2, 3, \ldots \end{cases}$$ $$${w}_t = ${w}_{t-1} - ${eta} g_t/(\sqrt{${v}_t} + \delta)$$`,
    wrong: [() => ['cases} g_t^2', 'cases} g_0^2'], () => ['2, 3', '2, 4']],
  },
  {
    title: 'every one of several forms is looked through',
    optimizer: 'momentum',
    right: ({ w, v, eta, beta }) =>
      String.raw`Either $$${v}_t = ${beta} ${v}_{t-1} + g_t, \qquad ${w}_t = ${w}_{t-1} - ${eta} ${v}_t$$ or, equivalently, $$${v}_t = ${beta} ${v}_{t-1} - ${eta} g_t, \qquad ${w}_t = ${w}_{t-1} + ${v}_t.$$`,
    wrong: [
      ({ eta }) => [`- ${eta} g_t`, `- ${eta} g_0`],
      ({ eta, v }) => [`- ${eta} g_t`, `- ${eta} g_${v}`],
    ],
  },
  {
    title: 'a limit in a chain is the maximum that it leads to',
    optimizer: 'adamax',
    right: ({ w, eta }) =>
      String.raw`$$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad u_t = \beta_2^\infty v_{t-1} + (1-\beta_2^\infty) |g_t|^\infty = \max(\beta_2 u_{t-1}, |g_t|), \quad ${w}_t = ${w}_{t-1} - \frac{${eta}}{1 - \beta_1^t} \frac{m_t}{u_t}$$`,
    wrong: [
      () => ['v_{t-1} + (1', 'v_{t-1} - (1'],
      () => ['v_{t-1} + (1', 'v_{t+1} + (1'],
      () => ['|g_t|^', '|g_{t-1}|^'],
      ({ odd }) => ['|g_t|^', `|${odd}_t|^`],
      () => ['u_{t-1}, |g_t|', 'u_{t-1}, |g_0|'],
    ],
  },
  {
    title: 'a gradient that is told in words is of what is moved',
    optimizer: 'sgd',
    right: () => 'New weights = old weights - learning rate * gradient of the loss w.r.t. the weights.',
    wrong: [
      ({ odd }) => ['the weights.', `the ${odd.replace(/\W/, '')}.`],
      () => ['the weights.', 'the biases.'],
    ],
  },
  {
    title: 'a left-hand side is a name alone',
    optimizer: 'momentum',
    right: () => 'v = βv + g\nw = w - ηv',
    wrong: [() => ['v = βv', 'βv = βv']],
  },
  {
    title: 'what only keeps a divisor from 0 is small',
    optimizer: 'rmsprop',
    right: ({ w, v, eta }) =>
      String.raw`$$${v}_t = 0.9 ${v}_{t-1} + 0.1 g_t^2, \quad ${w}_t = ${w}_{t-1} - \frac{${eta}}{\sqrt{${v}_t} + 10^{-8}} g_t$$`,
    wrong: [() => ['10^{-8}', '10^{8}'], () => ['10^{-8}', '1']],
  },
];

describe.each(LAWS)('$title', ({ optimizer, right, wrong }) => {
  const calledRight = (rule: string): boolean =>
    isRight(judgeRule(rule, { expect: optimizer }), { expect: optimizer });

  test.each(Array.from({ length: ROUNDS }, (_, seed) => letters(seed)))('over $w, $v, $eta, $beta', (of) => {
    const rule = right(of);
    expect({ rule, right: calledRight(rule) }).toEqual({ rule, right: true });
    for (const change of wrong) {
      const [from, to] = change(of);
      expect(rule.split(from)).toHaveLength(2);
      const mutant = rule.replace(from, () => to);
      expect({ mutant, right: calledRight(mutant) }).toEqual({ mutant, right: false });
    }
  });
});
