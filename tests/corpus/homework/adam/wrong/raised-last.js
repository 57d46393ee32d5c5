// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: time-off-by-one
// cause: t is 0 at the first step and raised at the end: 0/0
function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  let { m = w.map(() => 0), v = w.map(() => 0), t = 0 } = config;
  m = m.map((x, i) => beta1 * x + (1 - beta1) * dw[i]);
  v = v.map((x, i) => beta2 * x + (1 - beta2) * dw[i] ** 2);
  const mHat = m.map((x) => x / (1 - Math.pow(beta1, t)));
  const vHat = v.map((x) => x / (1 - Math.pow(beta2, t)));
  t++;
  return [w.map((x, i) => x - (learning_rate * mHat[i]) / (Math.sqrt(vHat[i]) + epsilon)), { ...config, m, v, t }];
}
