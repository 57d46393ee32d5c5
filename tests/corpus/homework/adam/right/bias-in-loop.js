// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export function adam(w, dw, config = {}) {
  const c = { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, t: 0, m: [], v: [], ...config };
  const t = c.t + 1, out = new Float64Array(w.length), m = [], v = [];
  for (const [i, g] of dw.entries()) {
    m[i] = (c.m[i] ?? 0) * c.beta1 + g * (1 - c.beta1);
    v[i] = (c.v[i] ?? 0) * c.beta2 + g * g * (1 - c.beta2);
    out[i] = w[i] - c.learning_rate * (m[i] / (1 - c.beta1 ** t)) / (Math.sqrt(v[i] / (1 - c.beta2 ** t)) + c.epsilon);
  }
  return [out, { ...c, t, m, v }];
}
