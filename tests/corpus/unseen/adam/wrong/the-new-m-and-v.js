// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: state-not-kept
// cause: The new m and v are computed into new arrays that are never put in config (which keeps the zeros), so only t is carried over.
export function adam(w, dw, config) {
  config = config || {};
  const lr = config.learning_rate ?? 1e-3;
  const beta1 = config.beta1 ?? 0.9;
  const beta2 = config.beta2 ?? 0.999;
  const eps = config.epsilon ?? 1e-8;
  if (!config.m) config.m = new Float64Array(w.length);
  if (!config.v) config.v = new Float64Array(w.length);
  config.t = (config.t || 0) + 1;

  const m = config.m.map((x, i) => beta1 * x + (1 - beta1) * dw[i]);
  const v = config.v.map((x, i) => beta2 * x + (1 - beta2) * dw[i] * dw[i]);

  const c1 = 1 - Math.pow(beta1, config.t);
  const c2 = 1 - Math.pow(beta2, config.t);
  const nextW = w.map((x, i) => x - lr * (m[i] / c1) / (Math.sqrt(v[i] / c2) + eps));
  return [nextW, config];
}
