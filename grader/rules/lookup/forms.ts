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

const M = String.raw`m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t`;
const V = String.raw`v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2`;
const M_HAT = String.raw`\hat m_t = \frac{m_t}{1-\beta_1^t}`;
const V_HAT = String.raw`\hat v_t = \frac{v_t}{1-\beta_2^t}`;
const MAXIMUM = String.raw`\tilde v_t = \max(\tilde v_{t-1}, v_t)`;
const R = String.raw`r_t = \rho r_{t-1} + (1-\rho) g_t^2`;
const MOVED = String.raw`\theta_t = \theta_{t-1}`;

/** An optimizer that divides its step by the root of a second moment. */
interface Adaptive {
  /** Its family: of several forms of an optimizer their own first. */
  optimizer: string;
  /** The equations before the update. */
  before: readonly string[];
  /** What the update divides, and under the root what it divides by. */
  top: string;
  v: string;
  /** Taken off θ beside the step. */
  decay?: string;
  /** The design space holds another form. */
  isOutside?: true;
}

const ADAPTIVE: readonly Adaptive[] = [
  { optimizer: 'adagrad', before: [String.raw`r_t = r_{t-1} + g_t^2`], top: 'g_t', v: 'r_t' },
  { optimizer: 'rmsprop', before: [R], top: 'g_t', v: 'r_t' },
  {
    optimizer: 'rmsprop-centered',
    before: [String.raw`m_t = \rho m_{t-1} + (1-\rho) g_t`, R],
    top: 'g_t',
    v: 'r_t - m_t^2',
  },
  { optimizer: 'adam', before: [M, V, M_HAT, V_HAT], top: String.raw`\hat m_t`, v: String.raw`\hat v_t` },
  {
    optimizer: 'adamw',
    before: [M, V, M_HAT, V_HAT],
    top: String.raw`\hat m_t`,
    v: String.raw`\hat v_t`,
    decay: String.raw`- \eta \lambda \theta_{t-1}`,
  },
  {
    // Loshchilov and Hutter (2019), Algorithm 2: λ is not multiplied by α; the schedule multiplier is 1.
    optimizer: 'adamw',
    before: [M, V, M_HAT, V_HAT],
    top: String.raw`\hat m_t`,
    v: String.raw`\hat v_t`,
    decay: String.raw`- \lambda \theta_{t-1}`,
    isOutside: true,
  },
  {
    // Reddi, Kale and Kumar (2018), Algorithm 2: without bias correction.
    optimizer: 'amsgrad',
    before: [M, V, MAXIMUM],
    top: 'm_t',
    v: String.raw`\tilde v_t`,
    isOutside: true,
  },
  {
    optimizer: 'amsgrad',
    before: [M, V, MAXIMUM, M_HAT],
    top: String.raw`\hat m_t`,
    v: String.raw`\frac{\tilde v_t}{1-\beta_2^t}`,
  },
  {
    // The largest of the corrected second moments, as MindSpore's Adam and others have it.
    optimizer: 'amsgrad',
    before: [M, V, M_HAT, String.raw`\tilde v_t = \max(\tilde v_{t-1}, \frac{v_t}{1-\beta_2^t})`],
    top: String.raw`\hat m_t`,
    v: String.raw`\tilde v_t`,
    isOutside: true,
  },
  {
    optimizer: 'nadam',
    before: [M, V, V_HAT, String.raw`\mu_t = \beta_1 (1 - \frac{1}{2} 0.96^{0.004 t})`],
    top: String.raw`\mu_{t+1} m_t / (1 - \prod_{i=1}^{t+1} \mu_i) + (1 - \mu_t) g_t / (1 - \prod_{i=1}^t \mu_i)`,
    v: String.raw`\hat v_t`,
  },
  {
    // Dozat (2016), Algorithm 2 with a constant factor: the moment is corrected for the step to come.
    optimizer: 'nadam',
    before: [M, V, V_HAT],
    top: String.raw`\frac{\beta_1 m_t}{1-\beta_1^{t+1}} + \frac{(1-\beta_1) g_t}{1-\beta_1^t}`,
    v: String.raw`\hat v_t`,
    isOutside: true,
  },
  {
    // Dozat (2016) with a constant momentum factor, as in Ruder (2016), section 4.8.
    optimizer: 'nadam',
    before: [M, V, V_HAT],
    top: String.raw`\frac{\beta_1 m_t}{1-\beta_1^t} + \frac{(1-\beta_1) g_t}{1-\beta_1^t}`,
    v: String.raw`\hat v_t`,
    isOutside: true,
  },
];

/** By what a step is divided, wherever epsilon stands. */
const DENOMINATORS: readonly [Convention, (v: string, root: (v: string) => string) => string][] = [
  ['epsilon-outside-root', (v, root) => String.raw`${root(v)} + \epsilon`],
  ['epsilon-inside-root', (v, root) => root(String.raw`${v} + \epsilon`)],
  ['no-epsilon', (v, root) => root(v)],
];

const rooted = (v: string): string => String.raw`\sqrt{${v}}`;

const written = ({ before, top, decay = '' }: Adaptive, sign: string, denominator: string): string =>
  [...before, String.raw`${MOVED} ${decay} ${sign} \eta \frac{${top}}{${denominator}}`].join(
    String.raw` \quad `,
  );

const adaptive = (name: string): string[] =>
  ADAPTIVE.filter(({ optimizer }) => optimizer === name).flatMap((form) =>
    DENOMINATORS.map(([, denominator]) => written(form, '-', denominator(form.v, rooted))),
  );

/** The right forms of each optimizer, as people write them, its paper's own first. */
export const FORMS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(ADAPTIVE.map(({ optimizer }) => [optimizer, adaptive(optimizer)])),
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

const known = new Map<string, ParsedRule>();

function ruleOf(tex: string): ParsedRule {
  const rule = known.get(tex) ?? readRule(`$$${tex}$$`);
  if (!rule.understood) throw new Error(`a built-in form cannot be read: ${rule.reason}`);
  known.set(tex, rule);
  return rule;
}

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
  const forms = ADAPTIVE.filter(({ isOutside }) => isOutside).flatMap((each) =>
    DENOMINATORS.flatMap(([convention, denominator]) =>
      [true, false].flatMap((hasRoot) =>
        ['-', '+'].map((sign) => {
          const faults: FaultId[] = [];
          if (!hasRoot) faults.push('missing-root');
          if (sign === '+') faults.push('ascent');
          const below = denominator(each.v, hasRoot ? rooted : (v) => v);
          return form(written(each, sign, below), each.optimizer, { conventions: [convention], faults });
        }),
      ),
    ),
  );
  return [...forms, form(ROOTLESS_ADADELTA, 'adadelta', { conventions: [], faults: ['missing-root'] })];
}
