// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-inside-root
// faults: hyperparameter-altered
// cause: the learning rate stands under the root with the cache
export function rmsprop(w, dw, config = {}) {
  const { learning_rate: lr = 1e-2, decay_rate: d = 0.99, epsilon: e = 1e-8, cache = w.map(() => 0) } = config;
  const c = cache.map((x, i) => d * x + (1 - d) * dw[i] * dw[i]);
  return [w.map((x, i) => x - Math.sqrt(lr / (c[i] + e)) * dw[i]), { ...config, cache: c }];
}
