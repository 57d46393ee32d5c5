// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
export function adagrad(w, dw, config = {}) {
  const { learning_rate = 1e-2, epsilon = 1e-8 } = config;
  const before = config.cache ?? new Float64Array(w.length);
  const root = before.map((c, i) => Math.hypot(Math.sqrt(c), dw[i]));
  config.cache = before.map((c, i) => c + dw[i] * dw[i]);
  return [w.map((x, i) => x - learning_rate * dw[i] / (root[i] + epsilon)), config];
}
