/** What stands beside a rule and is true of it: each with all that differs from it in one sign or one index, which is not. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../grader/rules/judge.ts';

/** As it is written, and not by what was assumed of it. */
function isCalledRight(answer: string, optimizer: string): boolean {
  const result = judgeRule(answer, { expect: optimizer });
  return isRight(result, { expect: optimizer }) && result.assumptions.length === 0;
}

interface Case {
  optimizer: string;
  /** The rule, with `REMARK` where the remark stands. */
  answer: string;
  remark: string;
}

const NESTEROV = String.raw`$$v_{t+1}=\mu v_t-\eta\nabla f(\theta_t+\mu v_t),\qquad \theta_{t+1}=\theta_t+v_{t+1}.$$

REMARK`;

const MOMENTUM = String.raw`$$u_{k+1} = \mu u_k - \eta\nabla f(x_k), \qquad x_{k+1} = x_k + u_{k+1}$$

REMARK`;

const CASES: Record<string, Case> = {
  'the same steps of the point ahead': {
    optimizer: 'nesterov',
    answer: NESTEROV,
    remark: String.raw`Store $\phi_t=\theta_t+\mu v_t$ instead. Then $$\phi_{t+1}=\theta_{t+1}+\mu v_{t+1}=\phi_t-\mu v_t+(1+\mu)v_{t+1},\qquad v_{t+1}=\mu v_t-\eta\nabla f(\phi_t).$$`,
  },
  'the first steps, written out': {
    optimizer: 'momentum',
    answer: MOMENTUM,
    remark: String.raw`From $x_0$ on: $u_1 = -\eta g_0$, so $x_1 = x_0 - \eta g_0$; $u_2 = -\eta(\mu g_0 + g_1)$, so $x_2 = x_1 - \eta g_1 - \eta\mu g_0$.`,
  },
  'a velocity that is the last step': {
    optimizer: 'momentum',
    answer: MOMENTUM,
    remark: String.raw`The velocity is the last step, $$u_{k+1} = x_{k+1} - x_k, \qquad x_{k+1} = x_k + \mu (x_k - x_{k-1}) - \eta\nabla f(x_k).$$`,
  },
};

/** All answers that differ from it in one sign or one index. */
function slipsOf(remark: string): string[] {
  const changes: [RegExp, (found: string) => string][] = [
    [/(?<![{_^])[+-](?!\d*\})/g, (sign) => (sign === '+' ? '-' : '+')],
    [/_\{[tk]\+1\}/g, (index) => index.replace('+1', '')],
    [/(?<=[a-z])_[tk](?![a-z])/g, (index) => `_{${index.slice(1)}-1}`],
    [/\\mu/g, () => '(1-\\mu)'],
  ];
  return changes.flatMap(([pattern, change]) =>
    [...remark.matchAll(pattern)].map(
      ({ index, 0: found }) => remark.slice(0, index) + change(found) + remark.slice(index + found.length),
    ),
  );
}

describe('a remark that is true of the rule', () => {
  test.each(Object.entries(CASES))('%s', (_, { optimizer, answer, remark }) => {
    const said = (other: string): string => answer.replace('REMARK', () => other);
    expect(isCalledRight(said(remark), optimizer)).toBe(true);
    const slips = slipsOf(remark);
    expect(slips.length).toBeGreaterThan(6);
    expect(slips.filter((slip) => isCalledRight(said(slip), optimizer))).toEqual([]);
  });
});

describe('a list with dots in a chain', () => {
  const unrolled = (
    list: string,
  ): string => String.raw`$$v_{t} = \gamma v_{t-1} + g_t, \qquad w_{t+1} = w_t - \eta v_{t}.$$
Unrolled, $$v_t = g_t + \gamma v_{t-1} = g_t + \gamma g_{t-1} + \gamma^2 v_{t-2} = \dots = ${list}.$$`;

  test.each([
    String.raw`g_t + \gamma g_{t-1} + \gamma^2 g_{t-2} + \cdots + \gamma^{t-1} g_1`,
    String.raw`g_t + \gamma g_{t-1} + \cdots + \gamma^{t-1} g_1`,
    String.raw`\sum_{i=1}^t \gamma^{t-i} g_i`,
  ])('%s', (list) => {
    expect(isCalledRight(unrolled(list), 'momentum')).toBe(true);
    const slips = [...slipsOf(list), list.replace('t-1} g_1', 't} g_1'), list.replace('g_1', 'g_2')];
    const others = slips.filter((slip) => slip !== list).map((slip) => slip.replace('(1-\\mu)', '\\mu'));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((slip) => isCalledRight(unrolled(slip), 'momentum'))).toEqual([]);
  });
});
