// verdict: partially_accepted
// optimizer: none
// conventions: none
// faults: none
const clip = (g) => Math.max(-1e5, Math.min(1e5, g));

export function rmsprop(w, dw, config = {}) {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8, cache = w.map(() => 0) } = config;
  const g = dw.map(clip);
  const next = cache.map((c, i) => decay_rate * c + (1 - decay_rate) * g[i] * g[i]);
  return [w.map((x, i) => x - (learning_rate * g[i]) / (Math.sqrt(next[i]) + epsilon)), { ...config, cache: next }];
}
