// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-inside-root
// faults: none
// AdaGrad, per parameter learning rate
export function adagrad(w, dw, config) {
  config = Object.assign({ learning_rate: 0.01, epsilon: 1e-8 }, config);
  let G = config.cache || new Float64Array(w.length);
  G = G.map((g, i) => g + dw[i] ** 2);
  const nextW = w.map((wi, i) => wi - config.learning_rate * dw[i] / ((G[i] + config.epsilon) ** 0.5));
  config.cache = G;
  return [nextW, config];
}
