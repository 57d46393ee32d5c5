// verdict: wrong_answer
// optimizer: rmsprop
// conventions: none
// faults: epsilon-added-to-step
// cause: brackets: epsilon is added to the quotient
export function rmsprop(w: Float64Array, dw: Float64Array, config: Record<string, any> = {}) {
  const lr = config.learning_rate ?? 0.01;
  const decay = config.decay_rate ?? 0.99;
  const eps = config.epsilon ?? 1e-8;
  const before: Float64Array = config.cache ?? new Float64Array(w.length);
  const cache = before.map((c, i) => decay * c + (1 - decay) * dw[i] * dw[i]);
  const next = w.map((x, i) => x - (lr * dw[i] / Math.sqrt(cache[i]) + eps));
  return [next, { ...config, cache }];
}
