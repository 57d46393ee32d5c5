// verdict: wrong_answer
// optimizer: momentum-ema
// conventions: ema-momentum
// faults: none
// cause: average of the gradients, as in the Coursera course
interface Config {
  learning_rate?: number;
  momentum?: number;
  vdw?: Float64Array;
}
export const sgd_momentum = (w: Float64Array, dw: Float64Array, config: Config = {}) => {
  const lr = config.learning_rate ?? 0.01;
  const beta = config.momentum ?? 0.9;
  const prev = config.vdw ?? w.map(() => 0);
  const vdw = prev.map((v, i) => beta * v + (1 - beta) * dw[i]);
  return [w.map((x, i) => x - lr * vdw[i]), { ...config, vdw }];
};
