// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: hyperparameter-fixed, weights-exchanged, zero-taken-for-missing
// equivalent: rmsprop + hyperparameter-fixed, zero-taken-for-missing
// cause: Two mistakes: the decay is a constant in the code (config.decay_rate ignored), and its weights are exchanged: 0.01 for the old cache, 0.99 for the new square.
const DECAY = 0.99;

export function rmsprop(w, dw, config) {
  config = config || {};
  const lr = config.learning_rate || 0.01;
  const eps = config.epsilon || 1e-8;
  const cache = config.cache || new Float64Array(w.length);
  const nextW = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    cache[i] = (1 - DECAY) * cache[i] + DECAY * dw[i] * dw[i];
    nextW[i] = w[i] - lr * dw[i] / (Math.sqrt(cache[i]) + eps);
  }
  config.cache = cache;
  return [nextW, config];
}
