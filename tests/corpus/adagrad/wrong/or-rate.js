// verdict: partially_accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: zero-taken-for-missing
export const adagrad = (w, dw, config) => {
  config = config || {}
  const lr = config.learning_rate || 0.01
  const eps = config.epsilon || 1e-8
  config.cache = (config.cache || w.map(() => 0)).map((c, i) => c + dw[i] * dw[i])
  return [w.map((x, i) => x - lr * dw[i] / (Math.sqrt(config.cache[i]) + eps)), config]
}
