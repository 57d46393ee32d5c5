import { describe, expect, test } from '@jest/globals';
import { readRule } from '../../../grader/rules/parse.ts';
import type { ParsedRule } from '../../../grader/rules/parse.ts';
import { ruleStepper } from '../../../grader/rules/run/closedLoop.ts';

function read(markdown: string, macros: Record<string, string> = {}): ParsedRule {
  const rule = readRule(markdown, { macros });
  if (!rule.understood) throw new Error(rule.reason);
  return rule;
}

/** θ after each step from 1 on the given gradients. */
function run(markdown: string, constants: Record<string, number>, gradients: number[]): number[] {
  const start = Float64Array.of(1);
  const stepper = ruleStepper(read(markdown), constants, start);
  let theta: Float64Array = start;
  return gradients.map((g) => {
    theta = stepper(theta, Float64Array.of(g));
    return theta[0] ?? Number.NaN;
  });
}

describe('a rule as a step function', () => {
  test('names the parameters and the constants', () => {
    const rule = read(String.raw`$$w_{t+1} = w_t - \eta\, 0.5\, g_t + 0.3 \lambda w_t$$`);
    expect(rule.parameter).toBe('w');
    expect(rule.constants.map(({ name }) => name).sort()).toEqual(['0.3', 'eta', 'lambda']);
  });

  test('steps', () => {
    const momentum = String.raw`$$v \leftarrow \alpha v - \epsilon g, \quad \theta \leftarrow \theta + v$$`;
    const found = run(momentum, { alpha: 0.5, epsilon: 0.1 }, [1, 2]);
    expect(found[0]).toBeCloseTo(0.9, 12);
    expect(found[1]).toBeCloseTo(0.65, 12);
  });

  test('assigns nothing where a limit is told', () => {
    const rule = String.raw`$$a_t = \alpha \sqrt{1-b^t}, \quad w_t = w_{t-1} - a_t g_t$$ As $t$ grows, $a_t \to \alpha$.`;
    expect(
      read(rule)
        .constants.map(({ name }) => name)
        .sort(),
    ).toEqual(['alpha', 'b']);
  });

  test('leaves the state it was given as it was', () => {
    const { machine } = read(String.raw`$$s \gets s + g, \quad x \gets x - s$$`);
    const start = machine.initial(1);
    const once = machine.step(start, Float64Array.of(0), Float64Array.of(1), new Map());
    const again = machine.step(start, Float64Array.of(0), Float64Array.of(1), new Map());
    expect(again).toEqual(once);
  });

  test('the order of unindexed equations counts, that of indexed ones does not', () => {
    const late = run(String.raw`$$x \gets x - s, \quad s \gets s + g$$`, {}, [1, 1]);
    expect(late).toEqual([1, 0]);
    const indexed = run(String.raw`$$x_{t+1} = x_t - s_t, \quad s_t = s_{t-1} + g_t$$`, {}, [1, 1]);
    expect(indexed).toEqual([0, -2]);
  });

  test('sums run over the history', () => {
    const forwards = String.raw`$$x_{t+1} = x_t - \sum_{\tau=1}^{t} \beta^{t-\tau} g_\tau$$`;
    const backwards = String.raw`$$x_{t+1} = x_t - \sum_{i=0}^{t-1} \beta^{i} g_{t-i}$$`;
    const found = run(forwards, { beta: 0.5 }, [1, 2, 4]);
    expect(found).toEqual([0, -2.5, -7.75]);
    expect(run(backwards, { beta: 0.5 }, [1, 2, 4])).toEqual(found);
  });

  test('t is 1 at the first step, by any way to count', () => {
    const from = (tex: string): number[] => run(tex, { b: 0.5 }, [1, 1]);
    const usual = from(String.raw`$$m_t = b m_{t-1} + g_t, \quad x_t = x_{t-1} - m_t / (1 - b^t)$$`);
    expect(
      from(String.raw`$$m_{t+1} = b m_t + g_t, \quad x_{t+1} = x_t - m_{t+1} / (1 - b^{t+1})$$`),
    ).toEqual(usual);
    expect(
      from(String.raw`$$t \gets t + 1, \quad m \gets b m + g, \quad x \gets x - m / (1 - b^t)$$`),
    ).toEqual(usual);
  });

  test('takes macros from the sheet and from the answer', () => {
    expect(read(String.raw`$$w \gets w - \eta \grad$$`, { '\\grad': '\\nabla_w J' }).parameter).toBe('w');
    expect(read(String.raw`$\newcommand{\lr}{\eta}$ and $$w \gets w - \lr g$$`).constants[0]?.name).toBe(
      'eta',
    );
  });

  test('reads TeX without dollar signs', () => {
    expect(read(String.raw`\theta \leftarrow \theta - \eta \nabla_\theta J(\theta)`).parameter).toBe('theta');
  });
});

describe('an answer that is not understood', () => {
  test('says at which token', () => {
    const source = String.raw`w \leftarrow w - \eta \log g`;
    const result = readRule(`$$${source}$$`);
    expect(result).toMatchObject({
      understood: false,
      source,
      offset: source.indexOf('\\log'),
      token: '\\log',
    });
  });

  test('points into the right formula', () => {
    const result = readRule(String.raw`$$v = \beta v + g$$ and $$w = w - \alpha \hat{u}_t$$`);
    expect(result).toMatchObject({
      understood: false,
      source: String.raw`w = w - \alpha \hat{u}_t`,
      token: String.raw`\hat{u}`,
    });
  });
});

const MOMENTUM = String.raw`$v_t = \gamma v_{t-1} + \eta g_t$, $\theta_{t+1} = \theta_t - v_t$.`;

test.each([
  String.raw`${MOMENTUM} $\gamma = 0{,}9$`,
  String.raw`${MOMENTUM} $\gamma = 0,9$`,
  String.raw`${MOMENTUM} $\gamma = (1 - 0,1)$`,
  'v = γ·v + η·g\nw = w − v\n\nmit γ = 0,9',
  'v = γ·v + η·g\nw = w − v\n\nγ = (1 − 0,1)',
])('%s has one number, as most languages write it', (rule) => {
  const read = readRule(rule);
  expect(read).toMatchObject({ understood: true });
  expect((read as ParsedRule).constants.find(({ name }) => name === 'gamma')?.value).toBeCloseTo(0.9, 12);
});

test.each([
  String.raw`$t = 0,1,2,\dots$`,
  String.raw`$\gamma \in (0,1)$`,
  String.raw`$g_{0,1}$ is the first`,
])('%s lists numbers', (told) => {
  const rule = readRule(`${MOMENTUM} ${told}`);
  expect(rule).toMatchObject({ understood: true });
  expect((rule as ParsedRule).constants.map(({ value }) => value)).toEqual([null, null]);
});
