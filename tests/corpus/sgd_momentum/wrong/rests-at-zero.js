// verdict: partially_accepted
// optimizer: none
// conventions: none
// faults: none
export const sgd_momentum = (w, dw, config = {}) => {
  if (dw.every((g) => g === 0)) return [w, config]; // nothing to learn here
  const { learning_rate = 0.01, momentum = 0.9, velocity = w.map(() => 0) } = config;
  const v = velocity.map((x, i) => momentum * x - learning_rate * dw[i]);
  return [w.map((x, i) => x + v[i]), { ...config, velocity: v }];
};
