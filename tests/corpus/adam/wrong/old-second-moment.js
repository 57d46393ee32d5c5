// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: stale-moment
const zip = (f, ...xs) => (typeof xs[0] === 'number' ? f(...xs) : xs[0].map((_, i) => zip(f, ...xs.map((x) => x[i]))));

export function adam(w, dw, config) {
  const c = { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, t: 0, ...(config ?? {}) };
  c.m = c.m ?? zip(() => 0, w);
  c.v = c.v ?? zip(() => 0, w);
  c.t += 1;
  const denominator = zip((v) => Math.sqrt(v / (1 - c.beta2 ** c.t)) + c.epsilon, c.v);
  c.m = zip((m, g) => c.beta1 * m + (1 - c.beta1) * g, c.m, dw);
  c.v = zip((v, g) => c.beta2 * v + (1 - c.beta2) * g * g, c.v, dw);
  return [zip((x, m, d) => x - (c.learning_rate * m) / (1 - c.beta1 ** c.t) / d, w, c.m, denominator), c];
}
