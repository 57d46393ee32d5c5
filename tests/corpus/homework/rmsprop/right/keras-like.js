// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
export function rmsprop(w, dw, config) {
  const settings = { learning_rate: 0.01, decay_rate: 0.99, epsilon: 1e-8, ...(config ?? {}) };
  const { learning_rate, decay_rate, epsilon } = settings;
  const average = settings.average ? settings.average.slice() : new Float64Array(w.length);
  const next = new Float64Array(w);
  dw.forEach((g, i) => {
    average[i] = average[i] * decay_rate + g * g * (1 - decay_rate);
    next[i] -= (g * learning_rate) / (Math.sqrt(average[i]) + epsilon);
  });
  return [next, { ...settings, average }];
}
