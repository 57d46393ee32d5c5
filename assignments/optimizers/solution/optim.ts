/** The five update rules of the reading. */
type Vector = Float64Array;
type Config = { [name: string]: number | Vector };

const number = (config: Config, name: string, fallback: number) => (config[name] as number | undefined) ?? fallback;
const vector = (config: Config, name: string, w: Vector) => (config[name] as Vector | undefined) ?? new Float64Array(w.length);

export function sgd(w: Vector, dw: Vector, config: Config = {}): [Vector, Config] {
  const rate = number(config, 'learning_rate', 1e-2);
  return [w.map((x, i) => x - rate * dw[i]), config];
}

export function sgd_momentum(w: Vector, dw: Vector, config: Config = {}): [Vector, Config] {
  const rate = number(config, 'learning_rate', 1e-2);
  const momentum = number(config, 'momentum', 0.9);
  const velocity = vector(config, 'velocity', w).map((v, i) => momentum * v - rate * dw[i]);
  return [w.map((x, i) => x + velocity[i]), { ...config, velocity }];
}

export function adagrad(w: Vector, dw: Vector, config: Config = {}): [Vector, Config] {
  const rate = number(config, 'learning_rate', 1e-2);
  const epsilon = number(config, 'epsilon', 1e-8);
  const cache = vector(config, 'cache', w).map((r, i) => r + dw[i] ** 2);
  return [w.map((x, i) => x - (rate * dw[i]) / (Math.sqrt(cache[i]) + epsilon)), { ...config, cache }];
}

export function rmsprop(w: Vector, dw: Vector, config: Config = {}): [Vector, Config] {
  const rate = number(config, 'learning_rate', 1e-2);
  const decay = number(config, 'decay_rate', 0.99);
  const epsilon = number(config, 'epsilon', 1e-8);
  const cache = vector(config, 'cache', w).map((r, i) => decay * r + (1 - decay) * dw[i] ** 2);
  return [w.map((x, i) => x - (rate * dw[i]) / (Math.sqrt(cache[i]) + epsilon)), { ...config, cache }];
}

export function adam(w: Vector, dw: Vector, config: Config = {}): [Vector, Config] {
  const rate = number(config, 'learning_rate', 1e-3);
  const beta1 = number(config, 'beta1', 0.9);
  const beta2 = number(config, 'beta2', 0.999);
  const epsilon = number(config, 'epsilon', 1e-8);
  const t = number(config, 't', 0) + 1;
  const m = vector(config, 'm', w).map((x, i) => beta1 * x + (1 - beta1) * dw[i]);
  const v = vector(config, 'v', w).map((x, i) => beta2 * x + (1 - beta2) * dw[i] ** 2);
  const next = w.map((x, i) => {
    const mHat = m[i] / (1 - beta1 ** t);
    const vHat = v[i] / (1 - beta2 ** t);
    return x - (rate * mHat) / (Math.sqrt(vHat) + epsilon);
  });
  return [next, { ...config, m, v, t }];
}
