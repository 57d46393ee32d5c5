// verdict: partially_accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: hyperparameter-fixed
// cause: the decay is 0.9 whatever the config says
const rmsprop = (w, dw, config = {}) => {
  const { learning_rate = 0.01, epsilon = 1e-8 } = config;
  const cache = config.cache ?? w.map(() => 0);
  for (const i of cache.keys()) cache[i] = 0.9 * cache[i] + 0.1 * dw[i] * dw[i];
  return [w.map((x, i) => x - (learning_rate * dw[i]) / (Math.sqrt(cache[i]) + epsilon)), { ...config, cache }];
};
