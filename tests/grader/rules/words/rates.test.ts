/** The law: a rule is right whatever rate it has, if that falls; with one that grows it is another rule. Wherever the rate is told. */
import { describe, expect, test } from '@jest/globals';
import { isRight, judgeRule } from '../../../../grader/rules/judge.ts';

const FALLS = [
  String.raw`\frac{\eta_0}{\sqrt{t}}`,
  String.raw`\frac{\eta_0}{t}`,
  String.raw`\frac{\eta_0}{1 + kt}`,
  String.raw`\eta_0 e^{-kt}`,
  String.raw`\eta_0 \left(1 - \frac{t}{T}\right)`,
];
const GROWS = [
  String.raw`\eta_0 \sqrt{t}`,
  String.raw`\eta_0 t`,
  String.raw`\eta_0 (1 + kt)`,
  String.raw`\eta_0 e^{kt}`,
  String.raw`\eta_0 \frac{t}{T}`,
];

/** Rules with a rate, by its name or written out. */
const RULES: Readonly<Record<string, (rate: string) => string>> = {
  sgd: (rate) => String.raw`$\theta_{t+1} = \theta_t - ${rate} g_t$`,
  momentum: (rate) => String.raw`$v_t = \mu v_{t-1} + g_t$, $\theta_{t} = \theta_{t-1} - ${rate} v_t$`,
  rmsprop: (rate) =>
    String.raw`$s_t = \rho s_{t-1} + (1-\rho) g_t^2$, $\theta_{t} = \theta_{t-1} - ${rate} \frac{g_t}{\sqrt{s_t + \epsilon}}$`,
  adam: (rate) =>
    String.raw`$m_t=\beta_1 m_{t-1}+(1-\beta_1)g_t$, $v_t=\beta_2 v_{t-1}+(1-\beta_2)g_t^2$, $\hat m_t=m_t/(1-\beta_1^t)$, $\hat v_t=v_t/(1-\beta_2^t)$, $\theta_t=\theta_{t-1}-${rate} \frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}$`,
};

const PLACES: Readonly<Record<string, (rule: (rate: string) => string, rate: string) => string>> = {
  above: (rule, rate) => String.raw`$\eta_t = ${rate}$, ${rule(String.raw`\eta_t`)}`,
  behind: (rule, rate) => String.raw`${rule(String.raw`\eta_t`)} where $\eta_t = ${rate}$`,
  within: (rule, rate) => rule(rate),
};

const CASES = Object.keys(RULES).flatMap((optimizer) =>
  Object.keys(PLACES).map((place) => [optimizer, place] as const),
);

function isCalledRight(optimizer: string, place: string, rate: string): boolean {
  const result = judgeRule(PLACES[place]!(RULES[optimizer]!, rate), { expect: optimizer });
  return isRight(result, { expect: optimizer });
}

describe.each(CASES)('%s, the rate told %s', (optimizer, place) => {
  test('is right where it falls', () => {
    expect(FALLS.filter((rate) => !isCalledRight(optimizer, place, rate))).toEqual([]);
  });

  test('is not where it grows', () => {
    expect(GROWS.filter((rate) => isCalledRight(optimizer, place, rate))).toEqual([]);
  });
});
