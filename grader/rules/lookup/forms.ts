/**
 * Forms in which papers and textbooks write an optimizer where the design space holds another one. They are written as
 * rules and read by the same reader as the answers.
 */
import type { Convention, FaultId, HyperparameterName, Vector } from '../../terms.ts';
import { adadelta } from '../../optimizers/adadelta.ts';
import { amsgrad } from '../../optimizers/amsgrad.ts';
import { adamw } from '../../optimizers/adamw.ts';
import { nadam } from '../../optimizers/nadam.ts';
import type { Optimizer } from '../../optimizers/optimizer.ts';
import { compileRule, readRule } from '../parse.ts';
import type { ParsedRule } from '../parse.ts';
import { PROBES, probeAt } from '../run/probes.ts';
import type { Probe } from '../run/probes.ts';

export interface PaperForm {
  optimizer: Optimizer;
  conventions: Convention[];
  faults: FaultId[];
  hyperparameters: HyperparameterName[];
  run: (probe: number) => Vector[];
}

const MOMENTS = String.raw`
  $$m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t, \quad v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$$`;

interface Shape {
  optimizer: Optimizer;
  /** The equations before the update. */
  before: string;
  /** What the update divides by; `V` stands in for it below. */
  second: string;
  numerator: string;
  /** Taken off θ beside the step. */
  decay?: string;
}

const SHAPES: readonly Shape[] = [
  {
    // Reddi, Kale and Kumar (2018), Algorithm 2: without bias correction.
    optimizer: amsgrad,
    before: String.raw`$$\tilde v_t = \max(\tilde v_{t-1}, v_t)$$`,
    second: String.raw`\tilde v_t`,
    numerator: 'm_t',
  },
  {
    // The largest of the corrected second moments, as MindSpore's Adam and others have it.
    optimizer: amsgrad,
    before: String.raw`$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \tilde v_t = \max(\tilde v_{t-1}, \frac{v_t}{1-\beta_2^t})$$`,
    second: String.raw`\tilde v_t`,
    numerator: String.raw`\hat m_t`,
  },
  {
    // Dozat (2016) with a constant momentum factor, as in Ruder (2016), section 4.8.
    optimizer: nadam,
    before: String.raw`$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}$$`,
    second: String.raw`\hat v_t`,
    numerator: String.raw`\left(\beta_1 \hat m_t + \frac{(1-\beta_1) g_t}{1-\beta_1^t}\right)`,
  },
  {
    // Dozat (2016), Algorithm 2 with a constant factor: the moment is corrected for the step to come.
    optimizer: nadam,
    before: String.raw`$$\hat m_t = \frac{\beta_1 m_t}{1-\beta_1^{t+1}} + \frac{(1-\beta_1) g_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}$$`,
    second: String.raw`\hat v_t`,
    numerator: String.raw`\hat m_t`,
  },
  {
    // Loshchilov and Hutter (2019), Algorithm 2: λ is not multiplied by α; the schedule multiplier is 1.
    optimizer: adamw,
    before: String.raw`$$\hat m_t = \frac{m_t}{1-\beta_1^t}, \quad \hat v_t = \frac{v_t}{1-\beta_2^t}$$`,
    second: String.raw`\hat v_t`,
    numerator: String.raw`\hat m_t`,
    decay: String.raw`- \lambda\theta_{t-1}`,
  },
];

const SYMBOLS: Record<string, HyperparameterName> = {
  eta: 'learning_rate',
  beta_1: 'beta1',
  beta_2: 'beta2',
  rho: 'decay_rate',
  epsilon: 'epsilon',
  lambda: 'weight_decay',
};

const DENOMINATORS: readonly { convention: Convention; tex: (v: string, hasRoot: boolean) => string }[] = [
  {
    convention: 'epsilon-outside-root',
    tex: (v, hasRoot) => String.raw`${hasRoot ? String.raw`\sqrt{${v}}` : v} + \epsilon`,
  },
  {
    convention: 'epsilon-inside-root',
    tex: (v, hasRoot) => (hasRoot ? String.raw`\sqrt{${v} + \epsilon}` : String.raw`${v} + \epsilon`),
  },
  { convention: 'no-epsilon', tex: (v, hasRoot) => (hasRoot ? String.raw`\sqrt{${v}}` : v) },
];

function steps(rule: ParsedRule, number: number): Vector[] {
  const probe = PROBES[number] as Probe;
  const symbols = Object.entries(SYMBOLS) as [string, HyperparameterName][];
  let theta = probe.start;
  let state = compileRule(rule, {}).initial(theta.length);
  return probe.gradients.map((gradient, index) => {
    const values = symbols.map(([symbol, name]) => [symbol, probeAt(name, probe, index)]);
    ({ theta, state } = compileRule(rule, Object.fromEntries(values)).step(state, theta, gradient));
    return theta;
  });
}

/** AdaDelta with both roots left out; in the design space only the lower one can be. */
const ROOTLESS_ADADELTA = String.raw`
  $$a \gets \rho a + (1-\rho) g^2, \quad d = \frac{b + \epsilon}{a + \epsilon} g, \quad
    b \gets \rho b + (1-\rho) d^2, \quad \theta \gets \theta - d$$`;

/** Most answers need none of them, so each is read when its steps are first asked for. */
function form(tex: string, rest: Omit<PaperForm, 'run'>): PaperForm {
  let known: ParsedRule | null = null;
  const rule = (): ParsedRule => {
    const read = readRule(tex);
    if (!read.understood) throw new Error(`a built-in form cannot be read: ${read.reason}`);
    return read;
  };
  return { ...rest, run: (probe) => steps((known ??= rule()), probe) };
}

export function paperForms(): PaperForm[] {
  const adaptive = SHAPES.flatMap(({ optimizer, before, second, numerator, decay }) =>
    DENOMINATORS.flatMap(({ convention, tex }) =>
      [true, false].flatMap((hasRoot) =>
        ['-', '+'].map((sign) => {
          const update = String.raw`$$\theta_t = \theta_{t-1} ${sign} \eta \frac{${numerator}}{${tex(second, hasRoot)}} ${decay ?? ''}$$`;
          const faults: FaultId[] = [];
          if (!hasRoot) faults.push('missing-root');
          if (sign === '+') faults.push('ascent');
          const hyperparameters: HyperparameterName[] = ['learning_rate', 'beta1', 'beta2'];
          if (convention !== 'no-epsilon') hyperparameters.push('epsilon');
          if (decay) hyperparameters.push('weight_decay');
          return form(`${MOMENTS}\n${before}\n${update}`, {
            optimizer,
            conventions: [convention],
            faults,
            hyperparameters,
          });
        }),
      ),
    ),
  );
  const rootless = form(ROOTLESS_ADADELTA, {
    optimizer: adadelta,
    conventions: [],
    faults: ['missing-root'],
    hyperparameters: ['decay_rate', 'epsilon'],
  });
  return [...adaptive, rootless];
}
