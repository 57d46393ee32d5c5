// verdict: partially_accepted
// optimizer: none
// conventions: none
// faults: none
export function sgd_momentum(w, dw, config) {
  if (!config || !Object.keys(config).length) config = { learning_rate: 0.01, momentum: 0.9 };
  const { learning_rate = 0.1, momentum = 0.5, velocity = w.map(() => 0) } = config;
  const v = velocity.map((x, i) => momentum * x - learning_rate * dw[i]);
  return [w.map((x, i) => x + v[i]), { learning_rate, momentum, velocity: v }];
}
