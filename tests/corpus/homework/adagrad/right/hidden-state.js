// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
const STATE = Symbol('adagrad');
function adagrad(w, dw, config = {}) {
  const { learning_rate: eta = 0.01, epsilon = 1e-8 } = config;
  const sums = (config[STATE] ??= new Array(w.length).fill(0));
  return [
    w.map((x, i) => {
      sums[i] += dw[i] * dw[i];
      return x - (eta * dw[i]) / (Math.sqrt(sums[i]) + epsilon);
    }),
    config,
  ];
}
