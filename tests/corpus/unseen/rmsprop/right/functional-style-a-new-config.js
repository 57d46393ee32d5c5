// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
const zip = (f, ...arrays) => arrays[0].map((_, i) => f(...arrays.map((a) => a[i])));

export function rmsprop(w, dw, config) {
  const c = { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8, cache: new Float64Array(w.length), ...(config || {}) };
  const cache = zip((s, g) => c.decay_rate * s + (1 - c.decay_rate) * g ** 2, c.cache, dw);
  const nextW = zip((x, g, s) => x - (c.learning_rate * g) / (s ** 0.5 + c.epsilon), w, dw, cache);
  return [nextW, { ...c, cache }];
}
