// verdict: wrong_answer
// optimizer: none
// conventions: none
// faults: none
// cause: Unfinished: only the cache is updated, w is returned unchanged.
export function rmsprop(w, dw, config = {}) {
  const decay = config.decay_rate ?? 0.99;
  if (!config.cache) config.cache = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    config.cache[i] = decay * config.cache[i] + (1 - decay) * dw[i] * dw[i];
    // TODO: update w[i]
  }
  return [w, config];
}
