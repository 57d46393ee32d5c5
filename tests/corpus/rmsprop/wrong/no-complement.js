// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: missing-decay-complement
const each = (f, ...xs) => (typeof xs[0] === 'number' ? f(...xs) : xs[0].map((_, i) => each(f, ...xs.map((x) => x[i]))));

export function rmsprop(w, dw, config) {
  config = config ?? {};
  const lr = config.learning_rate ?? 0.01;
  const rho = config.decay_rate ?? 0.99;
  const eps = config.epsilon ?? 1e-8;
  config.cache ??= each(() => 0, w);
  config.cache = each((c, g) => rho * c + g * g, config.cache, dw);
  return [each((x, g, c) => x - (lr * g) / (Math.sqrt(c) + eps), w, dw, config.cache), config];
}
