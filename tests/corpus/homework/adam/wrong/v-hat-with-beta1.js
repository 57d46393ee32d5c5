// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: other-decay
// cause: v's bias correction uses beta1
export function adam(w, dw, config = {}) {
  const { learning_rate: lr = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const m = config.m ?? new Float64Array(w.length);
  const v = config.v ?? new Float64Array(w.length);
  const t = (config.t ?? 0) + 1;
  const out = w.slice();
  for (let i = 0; i < w.length; i++) {
    m[i] = beta1 * m[i] + (1 - beta1) * dw[i];
    v[i] = beta2 * v[i] + (1 - beta2) * dw[i] * dw[i];
    const mHat = m[i] / (1 - Math.pow(beta1, t));
    const vHat = v[i] / (1 - Math.pow(beta1, t));
    out[i] -= (lr * mHat) / (Math.sqrt(vHat) + epsilon);
  }
  return [out, { ...config, m, v, t }];
}
