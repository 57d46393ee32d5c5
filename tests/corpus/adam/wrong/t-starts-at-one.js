// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: time-off-by-one
const apply = (f, ...xs) => (typeof xs[0] === 'number' ? f(...xs) : xs[0].map((_, i) => apply(f, ...xs.map((x) => x[i]))));

export function adam(w, dw, config) {
  config = config ?? {};
  config.learning_rate ??= 1e-3;
  config.beta1 ??= 0.9;
  config.beta2 ??= 0.999;
  config.epsilon ??= 1e-8;
  config.m ??= apply(() => 0, w);
  config.v ??= apply(() => 0, w);
  config.t ??= 1;
  const { learning_rate, beta1, beta2, epsilon } = config;
  const t = ++config.t;
  config.m = apply((m, g) => beta1 * m + (1 - beta1) * g, config.m, dw);
  config.v = apply((v, g) => beta2 * v + (1 - beta2) * g * g, config.v, dw);
  const mHat = apply((m) => m / (1 - beta1 ** t), config.m);
  const vHat = apply((v) => v / (1 - beta2 ** t), config.v);
  return [apply((x, m, v) => x - (learning_rate * m) / (Math.sqrt(v) + epsilon), w, mHat, vHat), config];
}
