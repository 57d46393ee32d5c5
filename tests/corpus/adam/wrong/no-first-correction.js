// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: no-first-bias-correction
const map = (f, ...xs) => (typeof xs[0] === 'number' ? f(...xs) : xs[0].map((_, i) => map(f, ...xs.map((x) => x[i]))));

export function adam(w, dw, config) {
  const c = { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, t: 0, ...config };
  c.t += 1;
  c.m = map((m, g) => c.beta1 * m + (1 - c.beta1) * g, c.m ?? map(() => 0, w), dw);
  c.v = map((v, g) => c.beta2 * v + (1 - c.beta2) * g * g, c.v ?? map(() => 0, w), dw);
  const vHat = map((v) => v / (1 - c.beta2 ** c.t), c.v);
  return [map((x, m, v) => x - (c.learning_rate * m) / (Math.sqrt(v) + c.epsilon), w, c.m, vHat), c];
}
