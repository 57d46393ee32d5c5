// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
type Config<T> = Partial<Record<'learning_rate' | 'decay_rate' | 'epsilon', number>> & { cache?: T };
const zip = <A,>(xs: Float64Array, ys: Float64Array, f: (x: number, y: number) => A): A[] => Array.from(xs, (x, i) => f(x, ys[i]!));

export function rmsprop(w: Float64Array, dw: Float64Array, config: Config<Float64Array> = {}) {
  const eta = config.learning_rate ?? 1e-2;
  const rho = config.decay_rate ?? 0.99;
  const eps = config.epsilon ?? 1e-8;
  const cache = Float64Array.from(zip(config.cache ?? new Float64Array(w.length), dw, (c, g) => rho * c + (1 - rho) * g * g));
  const step = Float64Array.from(zip(dw, cache, (g, c) => (eta * g) / (Math.sqrt(c) + eps)));
  return [Float64Array.from(zip(w, step, (x, s) => x - s)), { ...config, cache }];
}
