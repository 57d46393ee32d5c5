// verdict: partially_accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: state-shared
const DEFAULTS = { learning_rate: 0.01, decay_rate: 0.99, epsilon: 1e-8 };

export default {
  rmsprop(w, dw, config = DEFAULTS) {
    const { learning_rate = 0.01, decay_rate = 0.99, epsilon = 1e-8 } = config;
    if (config.cache?.length !== w.length) config.cache = new Float64Array(w.length);
    const { cache } = config;
    return [
      w.map((x, i) => {
        cache[i] = decay_rate * cache[i] + (1 - decay_rate) * dw[i] ** 2;
        return x - (learning_rate * dw[i]) / (Math.sqrt(cache[i]) + epsilon);
      }),
      config,
    ];
  },
};
