// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: corrections-exchanged
// cause: The corrections are exchanged: m / (1 - beta2^t) and v / (1 - beta1^t).
export function adam(w, dw, config = {}) {
  const lr = config.learning_rate ?? 1e-3, beta1 = config.beta1 ?? 0.9;
  const beta2 = config.beta2 ?? 0.999, eps = config.epsilon ?? 1e-8;
  config.m ??= new Float64Array(w.length);
  config.v ??= new Float64Array(w.length);
  config.t = (config.t ?? 0) + 1;

  const biasM = 1 - Math.pow(beta2, config.t);
  const biasV = 1 - Math.pow(beta1, config.t);
  const nextW = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    config.m[i] = beta1 * config.m[i] + (1 - beta1) * dw[i];
    config.v[i] = beta2 * config.v[i] + (1 - beta2) * dw[i] * dw[i];
    nextW[i] = w[i] - lr * (config.m[i] / biasM) / (Math.sqrt(config.v[i] / biasV) + eps);
  }
  return [nextW, config];
}
