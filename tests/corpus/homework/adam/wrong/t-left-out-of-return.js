// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: time-not-counted
// cause: returned config lacks t, so t is always 1
const zeros = (n) => Array.from({ length: n }, () => 0);
export const adam = (w, dw, config) => {
  const { learning_rate, beta1, beta2, epsilon, m, v, t } = {
    learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, m: zeros(w.length), v: zeros(w.length), t: 0, ...config };
  const step = t + 1;
  const nm = m.map((a, i) => beta1 * a + (1 - beta1) * dw[i]);
  const nv = v.map((a, i) => beta2 * a + (1 - beta2) * dw[i] ** 2);
  const next = w.map((x, i) => x - learning_rate * (nm[i] / (1 - beta1 ** step)) / (Math.sqrt(nv[i] / (1 - beta2 ** step)) + epsilon));
  return [next, { learning_rate, beta1, beta2, epsilon, m: nm, v: nv }];
};
