// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: no-first-bias-correction, no-second-bias-correction
// cause: No bias correction: raw m and v in the step.
export function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const m = config.m ?? new Float64Array(w.length);
  const v = config.v ?? new Float64Array(w.length);
  const out = new Float64Array(w);
  for (let i = 0; i < w.length; i++) {
    m[i] = beta1 * m[i] + (1 - beta1) * dw[i];
    v[i] = beta2 * v[i] + (1 - beta2) * dw[i] ** 2;
    out[i] -= learning_rate * m[i] / (Math.sqrt(v[i]) + epsilon);
  }
  return [out, { ...config, m, v, t: (config.t ?? 0) + 1 }];
}
