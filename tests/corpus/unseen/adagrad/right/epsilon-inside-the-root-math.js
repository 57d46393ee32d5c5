// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-inside-root
// faults: none
export function adagrad(w, dw, config = {}) {
  const lr = config.learning_rate ?? 1e-2;
  const eps = config.epsilon ?? 1e-8;
  if (!config.cache) config.cache = new Float64Array(w.length);
  const next = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    config.cache[i] += dw[i] * dw[i];
    next[i] = w[i] - (lr * dw[i]) / Math.sqrt(config.cache[i] + eps);
  }
  return [next, config];
}
