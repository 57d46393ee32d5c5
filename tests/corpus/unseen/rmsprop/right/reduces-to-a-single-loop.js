// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
export function rmsprop(w, dw, config = {}) {
  const { learning_rate: lr = 1e-2, decay_rate: rho = 0.99, epsilon: eps = 1e-8 } = config;
  const cache = config.cache || (config.cache = new Float64Array(w.length));
  for (let i = w.length - 1; i >= 0; i--) {
    cache[i] += (1 - rho) * (dw[i] * dw[i] - cache[i]);
    w[i] -= lr * dw[i] / (Math.sqrt(cache[i]) + eps);
  }
  return [w, config];
}
