/**
 * The optimizers as their papers write them, equation by equation: what the terms of an answer are compared with. Each has the
 * forms that are right for it, its paper's own first.
 */
import type { HyperparameterName } from '../../terms.ts';
import { readRule } from '../parse.ts';
import type { ParsedRule } from '../parse.ts';

/** What the letters of these forms stand for. */
export const LETTERS: Readonly<Record<string, HyperparameterName>> = {
  eta: 'learning_rate',
  mu: 'momentum',
  rho: 'decay_rate',
  beta_1: 'beta1',
  beta_2: 'beta2',
  epsilon: 'epsilon',
  lambda: 'weight_decay',
};

const M = String.raw`m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t`;
const V = String.raw`v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2`;
const M_HAT = String.raw`\hat m_t = \frac{m_t}{1-\beta_1^t}`;
const V_HAT = String.raw`\hat v_t = \frac{v_t}{1-\beta_2^t}`;
const R = String.raw`r_t = \rho r_{t-1} + (1-\rho) g_t^2`;

/** By what a step is divided, wherever epsilon stands. */
const roots = (v: string): string[] => [
  String.raw`\sqrt{${v}} + \epsilon`,
  String.raw`\sqrt{${v} + \epsilon}`,
  String.raw`\sqrt{${v}}`,
];

const scaled = (top: string, v: string, rest = ''): string[] =>
  roots(v).map((root) => String.raw`\theta_t = \theta_{t-1} ${rest} - \eta \frac{${top}}{${root}}`);

/** Every form of the last equation behind the others. */
const behind = (before: readonly string[], last: readonly string[]): string[] =>
  last.map((each) => [...before, each].join(String.raw` \quad `));

const MOVED = String.raw`\theta_t = \theta_{t-1}`;

/** The right forms of each optimizer, as people write them. */
export const FORMS: Readonly<Record<string, readonly string[]>> = {
  sgd: [String.raw`${MOVED} - \eta g_t`],
  momentum: [
    String.raw`v_t = \mu v_{t-1} - \eta g_t \quad ${MOVED} + v_t`,
    String.raw`v_t = \mu v_{t-1} + \eta g_t \quad ${MOVED} - v_t`,
    String.raw`v_t = \mu v_{t-1} + g_t \quad ${MOVED} - \eta v_t`,
    String.raw`v_t = \sum_{i=1}^t \mu^{t-i} g_i \quad ${MOVED} - \eta v_t`,
  ],
  'momentum-ema': [
    String.raw`v_t = \mu v_{t-1} + (1-\mu) g_t \quad ${MOVED} - \eta v_t`,
    String.raw`v_t = (1-\mu) \sum_{i=1}^t \mu^{t-i} g_i \quad ${MOVED} - \eta v_t`,
  ],
  nesterov: [
    String.raw`v_t = \mu v_{t-1} - \eta \nabla f(\theta_{t-1} + \mu v_{t-1}) \quad ${MOVED} + v_t`,
    String.raw`v_t = \mu v_{t-1} + \eta \nabla f(\theta_{t-1} - \mu v_{t-1}) \quad ${MOVED} - v_t`,
    String.raw`v_t = \mu v_{t-1} + \nabla f(\theta_{t-1} - \eta \mu v_{t-1}) \quad ${MOVED} - \eta v_t`,
    String.raw`v_t = \mu v_{t-1} + g_t \quad ${MOVED} - \eta (g_t + \mu v_t)`,
    String.raw`v_t = \mu v_{t-1} - \eta g_t \quad ${MOVED} - \mu v_{t-1} + (1 + \mu) v_t`,
    String.raw`y_t = \theta_t + \mu (\theta_t - \theta_{t-1}) \quad \theta_{t+1} = y_t - \eta \nabla f(y_t)`,
    String.raw`\theta_{t+1} = y_t - \eta \nabla f(y_t) \quad y_{t+1} = \theta_{t+1} + \mu (\theta_{t+1} - \theta_t)`,
    String.raw`y_t = \theta_{t-1} - \eta g_t \quad \theta_t = y_t + \mu (y_t - y_{t-1})`,
  ],
  adagrad: behind([String.raw`r_t = r_{t-1} + g_t^2`], scaled('g_t', 'r_t')),
  rmsprop: behind([R], scaled('g_t', 'r_t')),
  'rmsprop-centered': behind(
    [String.raw`m_t = \rho m_{t-1} + (1-\rho) g_t`, R],
    scaled('g_t', 'r_t - m_t^2'),
  ),
  adadelta: ['', String.raw`\eta`].flatMap((rate) =>
    ['-', ''].map(
      (sign) =>
        String.raw`${R} \quad \Delta_t = ${sign} \frac{\sqrt{d_{t-1} + \epsilon}}{\sqrt{r_t + \epsilon}} g_t \quad d_t = \rho d_{t-1} + (1-\rho) \Delta_t^2 \quad ${MOVED} ${sign ? '+' : '-'} ${rate} \Delta_t`,
    ),
  ),
  adam: behind([M, V, M_HAT, V_HAT], scaled(String.raw`\hat m_t`, String.raw`\hat v_t`)),
  adamw: [String.raw`- \eta \lambda \theta_{t-1}`, String.raw`- \lambda \theta_{t-1}`].flatMap((decay) =>
    behind([M, V, M_HAT, V_HAT], scaled(String.raw`\hat m_t`, String.raw`\hat v_t`, decay)),
  ),
  adamax: behind(
    [M, String.raw`u_t = \max(\beta_2 u_{t-1}, |g_t|)`, M_HAT],
    ['u_t', String.raw`u_t + \epsilon`].map((below) => String.raw`${MOVED} - \eta \frac{\hat m_t}{${below}}`),
  ),
  amsgrad: [
    ...behind(
      [M, V, String.raw`\tilde v_t = \max(\tilde v_{t-1}, v_t)`],
      scaled('m_t', String.raw`\tilde v_t`),
    ),
    ...behind(
      [M, V, String.raw`\tilde v_t = \max(\tilde v_{t-1}, v_t)`, M_HAT],
      scaled(String.raw`\hat m_t`, String.raw`\frac{\tilde v_t}{1-\beta_2^t}`),
    ),
  ],
  nadam: [
    ...behind(
      [M, V, V_HAT, String.raw`\mu_t = \beta_1 (1 - \frac{1}{2} 0.96^{0.004 t})`],
      scaled(
        String.raw`\mu_{t+1} m_t / (1 - \prod_{i=1}^{t+1} \mu_i) + (1 - \mu_t) g_t / (1 - \prod_{i=1}^t \mu_i)`,
        String.raw`\hat v_t`,
      ),
    ),
    ...[
      String.raw`\frac{\beta_1 m_t}{1-\beta_1^{t+1}} + \frac{(1-\beta_1) g_t}{1-\beta_1^t}`,
      String.raw`\frac{\beta_1 m_t}{1-\beta_1^t} + \frac{(1-\beta_1) g_t}{1-\beta_1^t}`,
    ].flatMap((top) => behind([M, V, V_HAT], scaled(top, String.raw`\hat v_t`))),
  ],
  'sign-sgd': [String.raw`${MOVED} - \eta \operatorname{sign}(g_t)`],
};

const OTHERS: Readonly<Record<string, string>> = { 'nadam-constant': 'nadam', 'nadam-overview': 'nadam' };

const known = new Map<string, readonly ParsedRule[]>();

/** The right forms of an optimizer; empty for one that has none here. */
export function referencesOf(optimizer: string): readonly ParsedRule[] {
  const rules =
    known.get(optimizer) ??
    (FORMS[OTHERS[optimizer] ?? optimizer] ?? []).map((tex) => {
      const rule = readRule(`$$${tex}$$`);
      if (!rule.understood) throw new Error(`a built-in form cannot be read: ${rule.reason}`);
      return rule;
    });
  known.set(optimizer, rules);
  return rules;
}
