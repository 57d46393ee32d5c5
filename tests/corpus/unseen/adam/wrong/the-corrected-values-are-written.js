// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: correction-kept
// cause: The corrected values are written back to config.m and config.v, so they are corrected again each step.
export function adam(w, dw, config) {
  config = { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, t: 0, ...config };
  const n = w.length;
  const m = config.m ? config.m.slice() : new Float64Array(n);
  const v = config.v ? config.v.slice() : new Float64Array(n);
  config.t += 1;
  const nextW = w.slice();
  for (let i = 0; i < n; i++) {
    m[i] = config.beta1 * m[i] + (1 - config.beta1) * dw[i];
    v[i] = config.beta2 * v[i] + (1 - config.beta2) * dw[i] ** 2;
    m[i] = m[i] / (1 - config.beta1 ** config.t);
    v[i] = v[i] / (1 - config.beta2 ** config.t);
    nextW[i] -= config.learning_rate * m[i] / (Math.sqrt(v[i]) + config.epsilon);
  }
  config.m = m;
  config.v = v;
  return [nextW, config];
}
