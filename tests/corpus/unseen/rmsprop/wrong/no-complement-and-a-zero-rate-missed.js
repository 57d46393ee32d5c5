// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: missing-decay-complement, zero-taken-for-missing
// cause: The new square must be weighted with 1 - decay, otherwise it is not an average. Also config.learning_rate || 0.01 turns a learning rate of 0 into 0.01; use ?? instead.
// rmsprop: adagrad with a leaky cache
export function rmsprop(w, dw, config) {
  if (!config) config = {};
  const lr = config.learning_rate || 0.01;
  const decay = config.decay_rate === undefined ? 0.99 : config.decay_rate;
  const eps = config.epsilon === undefined ? 1e-8 : config.epsilon;
  if (!config.cache) config.cache = new Float64Array(w.length);

  const nextW = Float64Array.from(w);
  for (let i = 0; i < w.length; i += 1) {
    config.cache[i] = decay * config.cache[i] + dw[i] * dw[i];
    nextW[i] -= (lr * dw[i]) / (Math.sqrt(config.cache[i]) + eps);
  }
  return [nextW, config];
}
