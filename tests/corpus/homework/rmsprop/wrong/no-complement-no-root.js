// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: missing-root, missing-decay-complement
// cause: average without 1-rho, and no root
export function rmsprop(w, dw, config = {}) {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8 } = config;
  const cache = config.cache || Array(w.length).fill(0);
  const next = [];
  for (let i = 0; i < w.length; i++) {
    cache[i] = decay_rate * cache[i] + dw[i] ** 2;
    next.push(w[i] - learning_rate * dw[i] / (cache[i] + epsilon));
  }
  return [next, { ...config, cache }];
}
