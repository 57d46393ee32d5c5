// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
export const rmsprop = (w, dw, config) => {
  const c = { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8, ...config };
  const scalar = (x, g, s = 0) => {
    const next = s + (1 - c.decay_rate) * (g * g - s);
    return [x - (c.learning_rate / (Math.sqrt(next) + c.epsilon)) * g, next];
  };
  const any = (x, g, s) =>
    typeof x === 'number'
      ? scalar(x, g, s)
      : Array.from(x).reduce(
          ([xs, ss], xi, i) => {
            const [nx, ns] = any(xi, g[i], s?.[i]);
            return [[...xs, nx], [...ss, ns]];
          },
          [[], []],
        );
  const [next, cache] = any(w, dw, config?.cache);
  return [next, { ...c, cache }];
};
