// verdict: partially_accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: hyperparameter-fixed
const EPS = 1e-8;

export function adagrad(w: Float64Array, dw: Float64Array, config: { learning_rate?: number; g2?: Float64Array } = {}) {
  const lr = config.learning_rate ?? 0.01;
  const g2 = (config.g2 ?? new Float64Array(w.length)).map((s, i) => s + dw[i]! ** 2);
  return [w.map((x, i) => x - (lr * dw[i]!) / (Math.sqrt(g2[i]!) + EPS)), { ...config, g2 }];
}
