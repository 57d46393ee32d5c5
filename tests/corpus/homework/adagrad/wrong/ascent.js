// verdict: wrong_answer
// optimizer: adagrad
// conventions: epsilon-inside-root
// faults: ascent
// cause: the step is added
export function adagrad(param, grad, config = {}) {
  const lr = config.learning_rate ?? 0.01, eps = config.epsilon ?? 1e-8;
  const accum = config.accum ?? param.map(() => 0);
  for (let i = 0; i < param.length; ++i) {
    accum[i] += grad[i] * grad[i];
    param[i] += lr * grad[i] / Math.sqrt(accum[i] + eps);
  }
  config.accum = accum;
  return [param, config];
}
