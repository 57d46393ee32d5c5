// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: time-not-counted
// cause: t is not kept: it is read with a default of 1 and never written back to config, so each step is corrected as the first (if the caller gives t it stays at that t).
export const adam = function (w, dw, config = {}) {
  const lr = config.learning_rate ?? 0.001;
  const b1 = config.beta1 ?? 0.9;
  const b2 = config.beta2 ?? 0.999;
  const eps = config.epsilon ?? 1e-8;
  const t = config.t ?? 1;
  const n = w.length;
  config.m = config.m ?? new Float64Array(n);
  config.v = config.v ?? new Float64Array(n);
  const nextW = new Float64Array(n);

  for (let i = 0; i < n; ++i) {
    config.m[i] = b1 * config.m[i] + (1 - b1) * dw[i];
    config.v[i] = b2 * config.v[i] + (1 - b2) * dw[i] * dw[i];
    const mCorr = config.m[i] / (1 - b1 ** t);
    const vCorr = config.v[i] / (1 - b2 ** t);
    nextW[i] = w[i] - (lr * mCorr) / (Math.sqrt(vCorr) + eps);
  }
  return [nextW, config];
};
