// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-inside-root
// faults: none
const map2 = (f, a, b) => (typeof a === 'number' ? f(a, b) : a.map((x, i) => map2(f, x, b[i])));

export const adagrad = (w, dw, config) => {
  const { learning_rate = 0.01, epsilon = 1e-8, G = map2(() => 0, w, w), ...rest } = config ?? {};
  const sum = map2((s, g) => s + g ** 2, G, dw);
  const step = map2((g, s) => (learning_rate * g) / Math.sqrt(s + epsilon), dw, sum);
  return [map2((x, d) => x - d, w, step), { ...rest, learning_rate, epsilon, G: sum }];
};
