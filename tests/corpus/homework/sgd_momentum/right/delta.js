// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
export function sgd_momentum(w, dw, config = {}) {
  const lr = config.learning_rate ?? 1e-2, mu = config.momentum ?? 0.9;
  const delta = Array.from(w, (_, i) => lr * dw[i] + mu * (config.delta ? config.delta[i] : 0));
  return [Array.from(w, (x, i) => x - delta[i]), { ...config, delta }];
}
