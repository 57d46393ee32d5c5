// verdict: wrong_answer
// optimizer: none
// conventions: none
// faults: none
// cause: arithmetic on whole arrays gives NaN in JavaScript
function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  let { m = 0, v = 0, t = 0 } = config;
  t += 1;
  m = beta1 * m + (1 - beta1) * dw;
  v = beta2 * v + (1 - beta2) * dw * dw;
  const step = (learning_rate * (m / (1 - beta1 ** t))) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
  return [w.map((x) => x - step), { ...config, m, v, t }];
}
