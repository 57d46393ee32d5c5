// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export function adam(w, dw, config) {
  config = config || {};
  const defaults = { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, t: 0 };
  for (const key of Object.keys(defaults)) {
    if (!(key in config)) config[key] = defaults[key];
  }
  if (!config.m) config.m = new Float64Array(w.length);
  if (!config.v) config.v = new Float64Array(w.length);

  const t = ++config.t;
  const k = Math.sqrt(1 - config.beta2 ** t);
  const alpha = (config.learning_rate * k) / (1 - config.beta1 ** t);
  const nextW = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    config.m[i] = config.beta1 * config.m[i] + (1 - config.beta1) * dw[i];
    config.v[i] = config.beta2 * config.v[i] + (1 - config.beta2) * dw[i] * dw[i];
    nextW[i] = w[i] - (alpha * config.m[i]) / (Math.sqrt(config.v[i]) + config.epsilon * k);
  }
  return [nextW, config];
}
