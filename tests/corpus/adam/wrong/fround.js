// verdict: wrong_answer
// optimizer: none
// conventions: none
// faults: none
const f = Math.fround;
export function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, t = 0, m = [], v = [] } = config;
  const next = w.map((x, i) => {
    m[i] = beta1 * (m[i] ?? 0) + (1 - beta1) * dw[i];
    v[i] = beta2 * (v[i] ?? 0) + (1 - beta2) * dw[i] * dw[i];
    return f(x - (learning_rate * (m[i] / (1 - beta1 ** (t + 1)))) / (Math.sqrt(v[i] / (1 - beta2 ** (t + 1))) + epsilon));
  });
  return [next, { ...config, t: t + 1, m, v }];
}
