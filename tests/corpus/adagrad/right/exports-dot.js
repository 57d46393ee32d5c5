// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
Object.defineProperty(exports, '__esModule', { value: true });

const sqrt = Math.sqrt;

exports.adagrad = (w, dw, config) => {
  const { learning_rate: eta = 1e-2, epsilon: delta = 1e-8, r: old = [], ...rest } = config || {};
  const r = [...dw].map((g, i) => g * g + (old[i] || 0));
  const next = [...w].map((x, i) => x - (eta / (delta + sqrt(r[i]))) * dw[i]);
  return [next, { ...rest, learning_rate: eta, epsilon: delta, r }];
};
