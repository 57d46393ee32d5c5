/**
 * Five update rules, each: rule(w, dw, config) returns [nextW, config].
 *
 * w, dw   the parameters and the gradient of the loss at them.
 * config  hyperparameters and whatever the rule has to remember; it is handed back at the next step.
 */
type Vector = Float64Array;
type Step<Config> = [Vector, Config];

interface SgdConfig {
  learning_rate?: number;
}

export function sgd(w: Vector, dw: Vector, config: SgdConfig = {}): Step<SgdConfig> {
  const { learning_rate = 1e-2 } = config;
  throw new Error('sgd is yours to write');
}

interface MomentumConfig extends SgdConfig {
  momentum?: number;
  velocity?: Vector;
}

export function sgd_momentum(w: Vector, dw: Vector, config: MomentumConfig = {}): Step<MomentumConfig> {
  const { learning_rate = 1e-2, momentum = 0.9, velocity = w.map(() => 0) } = config;
  throw new Error('sgd_momentum is yours to write');
}

interface AdagradConfig extends SgdConfig {
  epsilon?: number;
  cache?: Vector;
}

export function adagrad(w: Vector, dw: Vector, config: AdagradConfig = {}): Step<AdagradConfig> {
  const { learning_rate = 1e-2, epsilon = 1e-8, cache = w.map(() => 0) } = config;
  throw new Error('adagrad is yours to write');
}

interface RmspropConfig extends AdagradConfig {
  decay_rate?: number;
}

export function rmsprop(w: Vector, dw: Vector, config: RmspropConfig = {}): Step<RmspropConfig> {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8, cache = w.map(() => 0) } = config;
  throw new Error('rmsprop is yours to write');
}

interface AdamConfig extends SgdConfig {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  m?: Vector;
  v?: Vector;
  t?: number;
}

export function adam(w: Vector, dw: Vector, config: AdamConfig = {}): Step<AdamConfig> {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const { m = w.map(() => 0), v = w.map(() => 0), t = 0 } = config;
  throw new Error('adam is yours to write');
}
