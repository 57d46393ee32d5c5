// verdict: partially_accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: state-shared
let cache = new Map();

export function rmsprop(w, dw, config) {
  config = config ?? {};
  const lr = config.learning_rate ?? 0.01, rho = config.decay_rate ?? 0.99, eps = config.epsilon ?? 1e-8;
  const go = (x, g, path) => {
    if (typeof x !== 'number') return x.map((xi, i) => go(xi, g[i], path + ',' + i));
    const c = rho * (cache.get(path) ?? 0) + (1 - rho) * g * g;
    cache.set(path, c);
    return x - (lr * g) / (Math.sqrt(c) + eps);
  };
  return [go(w, dw, ''), config];
}
