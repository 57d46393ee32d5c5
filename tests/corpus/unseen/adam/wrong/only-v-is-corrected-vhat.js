// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: no-first-bias-correction
// cause: Only v is corrected (vHat); the numerator is the raw m, so the first steps are too small by 1 - beta1^t.
export function adam(w, dw, config) {
  if (config == null) config = {};
  config.learning_rate ??= 1e-3;
  config.beta1 ??= 0.9;
  config.beta2 ??= 0.999;
  config.epsilon ??= 1e-8;
  config.m ??= new Float64Array(w.length);
  config.v ??= new Float64Array(w.length);
  config.t ??= 0;

  config.t++;
  const nextW = Float64Array.from(w, (x, i) => {
    const g = dw[i];
    config.m[i] = config.beta1 * config.m[i] + (1 - config.beta1) * g;
    config.v[i] = config.beta2 * config.v[i] + (1 - config.beta2) * g * g;
    const vHat = config.v[i] / (1 - config.beta2 ** config.t);
    return x - config.learning_rate * config.m[i] / (Math.sqrt(vHat) + config.epsilon);
  });
  return [nextW, config];
}
