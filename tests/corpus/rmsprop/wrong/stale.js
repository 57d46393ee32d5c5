// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: stale-moment
const rec = (f, ...xs) => (typeof xs[0] === 'number' ? f(...xs) : xs[0].map((_, i) => rec(f, ...xs.map((x) => x[i]))));

export function rmsprop(w, dw, config) {
  config = { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8, ...config };
  const { learning_rate, decay_rate, epsilon } = config;
  const cache = config.cache ?? rec(() => 0, w);
  const next = rec((x, g, c) => x - (learning_rate * g) / (Math.sqrt(c) + epsilon), w, dw, cache);
  config.cache = rec((c, g) => decay_rate * c + (1 - decay_rate) * g * g, cache, dw);
  return [next, config];
}
