// verdict: partially_accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: wrong-default
// cause: default learning rate 0.01 and default beta2 0.99
export function adam(w, dw, config = {}) {
  const lr = config.learning_rate ?? 0.01;
  const b1 = config.beta1 ?? 0.9;
  const b2 = config.beta2 ?? 0.99;
  const eps = config.epsilon ?? 1e-8;
  const n = w.length;
  if (config.first === undefined) {
    config.first = new Float64Array(n);
    config.second = new Float64Array(n);
    config.iter = 0;
  }
  config.iter += 1;
  const c1 = 1 - b1 ** config.iter, c2 = 1 - b2 ** config.iter;
  for (let i = 0; i < n; i++) {
    config.first[i] += (1 - b1) * (dw[i] - config.first[i]);
    config.second[i] += (1 - b2) * (dw[i] * dw[i] - config.second[i]);
    w[i] -= lr * config.first[i] / c1 / (Math.sqrt(config.second[i] / c2) + eps);
  }
  return [w, config];
}
