// verdict: wrong_answer
// optimizer: none
// conventions: none
// faults: none
// cause: g ^ 2 is bitwise in JavaScript: the gradient is not squared
export function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const { m = w.map(() => 0), v = w.map(() => 0), t = 0 } = config;
  const now = t + 1;
  const m2 = m.map((x, i) => beta1 * x + (1 - beta1) * dw[i]);
  const v2 = v.map((x, i) => beta2 * x + (1 - beta2) * (dw[i] ^ 2));
  const next = w.map((x, i) => x - learning_rate * (m2[i] / (1 - beta1 ** now)) / (Math.sqrt(v2[i] / (1 - beta2 ** now)) + epsilon));
  return [next, { ...config, m: m2, v: v2, t: now }];
}
