// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: gradient-not-squared
// cause: v averages the gradient, not its square: NaN where the average is negative.
export function adam(w, dw, config = {}) {
  config.learning_rate = config.learning_rate ?? 0.001;
  config.beta1 = config.beta1 ?? 0.9;
  config.beta2 = config.beta2 ?? 0.999;
  config.epsilon = config.epsilon ?? 1e-8;
  config.t = (config.t ?? 0) + 1;
  config.m = config.m ?? new Float64Array(w.length);
  config.v = config.v ?? new Float64Array(w.length);
  const nextW = Float64Array.from(w);
  for (const i of w.keys()) {
    config.m[i] = config.beta1 * config.m[i] + (1 - config.beta1) * dw[i];
    config.v[i] = config.beta2 * config.v[i] + (1 - config.beta2) * dw[i];
    const mHat = config.m[i] / (1 - config.beta1 ** config.t);
    const vHat = config.v[i] / (1 - config.beta2 ** config.t);
    nextW[i] = nextW[i] - config.learning_rate * mHat / (Math.sqrt(vHat) + config.epsilon);
  }
  return [nextW, config];
}
