// verdict: partially_accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: wrong-default
const t3 = (f, ...xs) => (typeof xs[0] === 'number' ? f(...xs) : xs[0].map((_, i) => t3(f, ...xs.map((x) => x[i]))));
const DEFAULTS = { learning_rate: 0.001, beta1: 0.999, beta2: 0.9, epsilon: 1e-8 };

export function adam(w, dw, config) {
  const { learning_rate, beta1, beta2, epsilon } = { ...DEFAULTS, ...config };
  const t = (config?.t ?? 0) + 1;
  const m = t3((m, g) => beta1 * m + (1 - beta1) * g, config?.m ?? t3(() => 0, w), dw);
  const v = t3((v, g) => beta2 * v + (1 - beta2) * g * g, config?.v ?? t3(() => 0, w), dw);
  const next = t3((x, m, v) => x - (learning_rate * m) / (1 - beta1 ** t) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon), w, m, v);
  return [next, { ...config, m, v, t }];
}
