// verdict: runtime_error
// optimizer: none
// conventions: none
// faults: none
export const rmsprop = (w, dw, config = {}) => {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8, cache = new Float64Array(w.length) } = config;
  cache = cache.map((c, i) => decay_rate * c + (1 - decay_rate) * dw[i] ** 2);
  return [w.map((x, i) => x - (learning_rate * dw[i]) / (Math.sqrt(cache[i]) + epsilon)), { ...config, cache }];
};
