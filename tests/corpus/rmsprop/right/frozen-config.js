// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-inside-root
// faults: none
const CACHE = Symbol('cache');
const defaults = Object.freeze({ learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8 });

const rmsprop = (w, dw, config) => {
  const c = { ...defaults, ...config };
  const old = c[CACHE] ?? Array.from({ length: w.length }, () => 0);
  const cache = old.map((r, i) => r - (1 - c.decay_rate) * (r - dw[i] ** 2));
  return [
    w.map((x, i) => x - c.learning_rate * dw[i] / Math.sqrt(cache[i] + c.epsilon)),
    Object.freeze({ ...c, [CACHE]: Object.freeze(cache) }),
  ];
};

export { rmsprop };
export default rmsprop;
