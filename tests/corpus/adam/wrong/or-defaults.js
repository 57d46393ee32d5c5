// verdict: partially_accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: zero-taken-for-missing
export function adam(w, dw, config = {}) {
  const lr = config.learning_rate || 1e-3, b1 = config.beta1 || 0.9, b2 = config.beta2 || 0.999, eps = config.epsilon || 1e-8
  const t = config.t = (config.t || 0) + 1
  const m = config.m = config.m || w.map(() => 0)
  const v = config.v = config.v || w.map(() => 0)
  for (let i = 0; i < w.length; i++) {
    m[i] = b1 * m[i] + (1 - b1) * dw[i]
    v[i] = b2 * v[i] + (1 - b2) * dw[i] * dw[i]
    w[i] -= lr * (m[i] / (1 - b1 ** t)) / (Math.sqrt(v[i] / (1 - b2 ** t)) + eps)
  }
  return [w, config]
}
