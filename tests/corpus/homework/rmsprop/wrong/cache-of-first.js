// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: coordinates-pooled
// cause: divides every coordinate by cache[0]
export function rmsprop(w, dw, config = {}) {
  config = config ?? {};
  const lr = config.learning_rate ?? 1e-2;
  const rho = config.decay_rate ?? 0.99;
  const eps = config.epsilon ?? 1e-8;
  const cache = config.cache ?? new Float64Array(w.length);
  const next = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    cache[i] = rho * cache[i] + (1 - rho) * dw[i] ** 2;
    next[i] = w[i] - (lr * dw[i]) / (Math.sqrt(cache[0]) + eps);
  }
  config.cache = cache;
  return [next, config];
}
