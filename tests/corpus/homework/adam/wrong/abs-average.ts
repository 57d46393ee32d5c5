// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: missing-root, gradient-not-squared
// cause: v averages |g| and is not rooted (between Adam and AdaMax)
export function adam(w: Float64Array, dw: Float64Array, config: any = {}): [Float64Array, any] {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, t = 0 } = config;
  const m: Float64Array = config.m ?? w.map(() => 0);
  const v: Float64Array = config.v ?? w.map(() => 0);
  const step = t + 1;
  const newM = m.map((x, i) => beta1 * x + (1 - beta1) * dw[i]);
  const newV = v.map((x, i) => beta2 * x + (1 - beta2) * Math.abs(dw[i]));
  const next = w.map((x, i) => {
    const mh = newM[i] / (1 - beta1 ** step);
    const vh = newV[i] / (1 - beta2 ** step);
    return x - learning_rate * (mh / (vh + epsilon));
  });
  return [next, { ...config, m: newM, v: newV, t: step }];
}
