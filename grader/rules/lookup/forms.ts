/**
 * The forms in which papers and textbooks write the optimizers, equation by equation. They are written as rules and read by the
 * same reader as the answers, each when it is first asked for: what the terms of an answer are compared with, and, of a form that
 * the design space does not hold, the steps that an answer is looked up in.
 */
import type { Convention, FaultId, HyperparameterName, Vector } from '../../terms.ts';
import { findOptimizer } from '../../optimizers/index.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import { readRule } from '../parse.ts';
import type { ParsedRule } from '../parse.ts';
import { remembered } from '../remembered.ts';
import { PROBES, probeAt } from '../run/probes.ts';

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

const M = String.raw`m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t \quad`;
const V = String.raw`v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2 \quad`;
const M_HAT = String.raw`\hat m_t = \frac{m_t}{1-\beta_1^t} \quad`;
const V_HAT = String.raw`\hat v_t = \frac{v_t}{1-\beta_2^t} \quad`;
const MOMENTS = `${M} ${V} ${M_HAT} ${V_HAT}`;
const MAXIMUM = String.raw`\tilde v_t = \max(\tilde v_{t-1}, v_t) \quad`;
const R = String.raw`r_t = \rho r_{t-1} + (1-\rho) g_t^2 \quad`;
const MOVED = String.raw`\theta_t = \theta_{t-1}`;

/** Those that divide their step by the root of a second moment: `\step` is given what is divided, and what the root is of. */
const ADAPTIVE: Readonly<Record<string, readonly string[]>> = {
  adagrad: [String.raw`r_t = r_{t-1} + g_t^2 \quad ${MOVED} \step{g_t}{r_t}`],
  rmsprop: [String.raw`${R} ${MOVED} \step{g_t}{r_t}`],
  'rmsprop-centered': [
    String.raw`m_t = \rho m_{t-1} + (1-\rho) g_t \quad ${R} ${MOVED} \step{g_t}{r_t - m_t^2}`,
  ],
  adam: [String.raw`${MOMENTS} ${MOVED} \step{\hat m_t}{\hat v_t}`],
  adamw: [String.raw`${MOMENTS} ${MOVED} - \eta \lambda \theta_{t-1} \step{\hat m_t}{\hat v_t}`],
  amsgrad: [
    String.raw`${M} ${V} ${MAXIMUM} ${M_HAT} ${MOVED} \step{\hat m_t}{\frac{\tilde v_t}{1-\beta_2^t}}`,
  ],
  nadam: [
    String.raw`${M} ${V} ${V_HAT} \mu_t = \beta_1 (1 - \frac{1}{2} 0.96^{0.004 t}) \quad ${MOVED}
      \step{\mu_{t+1} m_t / (1 - \prod_{i=1}^{t+1} \mu_i) + (1 - \mu_t) g_t / (1 - \prod_{i=1}^t \mu_i)}{\hat v_t}`,
  ],
};

/** Of those the forms that the design space does not hold. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  // Loshchilov and Hutter (2019), Algorithm 2: λ is not multiplied by α; the schedule multiplier is 1.
  adamw: [String.raw`${MOMENTS} ${MOVED} - \lambda \theta_{t-1} \step{\hat m_t}{\hat v_t}`],
  amsgrad: [
    // Reddi, Kale and Kumar (2018), Algorithm 2: without bias correction.
    String.raw`${M} ${V} ${MAXIMUM} ${MOVED} \step{m_t}{\tilde v_t}`,
    // The largest of the corrected second moments, as MindSpore's Adam and others have it.
    String.raw`${M} ${V} ${M_HAT} \tilde v_t = \max(\tilde v_{t-1}, \frac{v_t}{1-\beta_2^t}) \quad ${MOVED} \step{\hat m_t}{\tilde v_t}`,
  ],
  nadam: [
    // Dozat (2016), Algorithm 2 with a constant factor: the moment is corrected for the step to come.
    String.raw`${M} ${V} ${V_HAT} ${MOVED} \step{\frac{\beta_1 m_t}{1-\beta_1^{t+1}} + \frac{(1-\beta_1) g_t}{1-\beta_1^t}}{\hat v_t}`,
    // Dozat (2016) with a constant momentum factor, as in Ruder (2016), section 4.8.
    String.raw`${M} ${V} ${V_HAT} ${MOVED} \step{\frac{\beta_1 m_t}{1-\beta_1^t} + \frac{(1-\beta_1) g_t}{1-\beta_1^t}}{\hat v_t}`,
  ],
};

/** By what a step is divided, wherever epsilon stands. */
const DENOMINATORS: readonly [Convention, below: string][] = [
  ['epsilon-outside-root', String.raw`\sqrt{#2} + \epsilon`],
  ['epsilon-inside-root', String.raw`\sqrt{#2 + \epsilon}`],
  ['no-epsilon', String.raw`\sqrt{#2}`],
];

const written = (form: string, below: string, sign = '-'): string =>
  String.raw`\newcommand{\step}[2]{${sign} \eta \frac{#1}{${below}}} ${form}`;

const adaptive = (name: string): string[] =>
  [...(ADAPTIVE[name] ?? []), ...(OUTSIDE[name] ?? [])].flatMap((form) =>
    DENOMINATORS.map(([, below]) => written(form, below)),
  );

/** The right forms of each optimizer, as people write them, its paper's own first. */
export const FORMS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.keys(ADAPTIVE).map((name) => [name, adaptive(name)])),
  sgd: [String.raw`${MOVED} - \eta g_t`],
  momentum: [
    String.raw`v_t = \mu v_{t-1} - \eta g_t \quad ${MOVED} + v_t`,
    String.raw`v_t = \mu v_{t-1} + \eta g_t \quad ${MOVED} - v_t`,
    String.raw`v_t = \mu v_{t-1} + g_t \quad ${MOVED} - \eta v_t`,
    String.raw`v_t = \sum_{i=1}^t \mu^{t-i} g_i \quad ${MOVED} - \eta v_t`,
    String.raw`\theta_{t+1} = \theta_t - \eta \nabla f(\theta_t) + \mu (\theta_t - \theta_{t-1})`,
  ],
  'momentum-ema': [
    String.raw`v_t = \mu v_{t-1} + (1-\mu) g_t \quad ${MOVED} - \eta v_t`,
    String.raw`v_t = (1-\mu) \sum_{i=1}^t \mu^{t-i} g_i \quad ${MOVED} - \eta v_t`,
  ],
  'momentum-ema-corrected': [
    String.raw`v_t = \mu v_{t-1} + (1-\mu) g_t \quad \hat v_t = \frac{v_t}{1-\mu^t} \quad ${MOVED} - \eta \hat v_t`,
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
  adadelta: ['', String.raw`\eta`].flatMap((rate) =>
    ['-', ''].map(
      (sign) =>
        String.raw`${R} \quad \Delta_t = ${sign} \frac{\sqrt{d_{t-1} + \epsilon}}{\sqrt{r_t + \epsilon}} g_t \quad d_t = \rho d_{t-1} + (1-\rho) \Delta_t^2 \quad ${MOVED} ${sign ? '+' : '-'} ${rate} \Delta_t`,
    ),
  ),
  adamax: ['u_t', String.raw`u_t + \epsilon`].map(
    (below) =>
      String.raw`${M} \quad u_t = \max(\beta_2 u_{t-1}, |g_t|) \quad ${M_HAT} \quad ${MOVED} - \eta \frac{\hat m_t}{${below}}`,
  ),
  'sign-sgd': [String.raw`${MOVED} - \eta \operatorname{sign}(g_t)`],
};

/** AdaDelta with both roots left out; in the design space only the lower one can be. */
const ROOTLESS_ADADELTA = String.raw`a \gets \rho a + (1-\rho) g^2 \quad d = \frac{b + \epsilon}{a + \epsilon} g \quad
    b \gets \rho b + (1-\rho) d^2 \quad \theta \gets \theta - d`;

/** Optimizers whose rules are read by the forms of another. */
export const FAMILY: Readonly<Record<string, string>> = {
  'nadam-constant': 'nadam',
  'nadam-overview': 'nadam',
  'amsgrad-corrected': 'amsgrad',
};

const ruleOf = remembered((tex: string): ParsedRule => {
  const rule = readRule(`$$${tex}$$`);
  if (!rule.understood) throw new Error(`a built-in form cannot be read: ${rule.reason}`);
  return rule;
});

/** The right forms of an optimizer; empty for one that has none here. */
export function referencesOf(optimizer: string): readonly ParsedRule[] {
  return (FORMS[FAMILY[optimizer] ?? optimizer] ?? []).map(ruleOf);
}

export interface PaperForm {
  optimizer: Optimizer;
  conventions: Convention[];
  faults: FaultId[];
  hyperparameters: HyperparameterName[];
  run: (probe: number) => Vector[];
}

function form(tex: string, optimizer: string, rest: Pick<PaperForm, 'conventions' | 'faults'>): PaperForm {
  const hyperparameters = Object.entries(LETTERS).flatMap(([letter, name]) =>
    tex.includes(`\\${letter}`) ? [name] : [],
  );
  return {
    ...rest,
    optimizer: findOptimizer(optimizer) as Optimizer,
    hyperparameters,
    run: (probe) => steps(ruleOf(tex), probe),
  };
}

function steps(rule: ParsedRule, number: number): Vector[] {
  const probe = PROBES[number]!;
  const valuesAt = (index: number): ReadonlyMap<string, number> =>
    new Map(Object.entries(LETTERS).map(([letter, name]) => [letter, probeAt(name, probe, index)]));
  return rule.machine.run(probe.start, probe.gradients, valuesAt);
}

/** The forms that the design space does not hold, right and with a root or a sign that is missing. */
export function paperForms(): PaperForm[] {
  const forms = Object.entries(OUTSIDE).flatMap(([name, each]) =>
    each.flatMap((tex) =>
      DENOMINATORS.flatMap(([convention, below]) => {
        const of = (sign: string, divisor: string, faults: FaultId[]): PaperForm =>
          form(written(tex, divisor, sign), name, { conventions: [convention], faults });
        const rootless = below.replace(String.raw`\sqrt`, '');
        return [
          of('-', below, []),
          of('+', below, ['ascent']),
          of('-', rootless, ['missing-root']),
          of('+', rootless, ['missing-root', 'ascent']),
        ];
      }),
    ),
  );
  return [...forms, form(ROOTLESS_ADADELTA, 'adadelta', { conventions: [], faults: ['missing-root'] })];
}
