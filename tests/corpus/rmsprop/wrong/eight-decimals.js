// verdict: wrong_answer
// optimizer: none
// conventions: none
// faults: none
export function rmsprop(w, dw, config = {}) {
  const { learning_rate = 0.01, decay_rate = 0.99, epsilon = 1e-8, cache = w.map(() => 0) } = config;
  const next = cache.map((c, i) => decay_rate * c + (1 - decay_rate) * dw[i] ** 2);
  const moved = w.map((x, i) => Number((x - (learning_rate * dw[i]) / (Math.sqrt(next[i]) + epsilon)).toFixed(8)));
  return [moved, { ...config, cache: next }];
}
