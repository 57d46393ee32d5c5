// verdict: partially_accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: zero-taken-for-missing
// cause: `||` takes a beta or epsilon of 0 for a missing one
function adam(w, dw, config) {
  config = config || {};
  const lr = config.learning_rate ?? 0.001;
  const b1 = config.beta1 || 0.9;
  const b2 = config.beta2 || 0.999;
  const eps = config.epsilon || 1e-8;
  config.m = config.m || Array(w.length).fill(0);
  config.v = config.v || Array(w.length).fill(0);
  config.t = (config.t || 0) + 1;
  for (let i = 0; i < w.length; i++) {
    config.m[i] = b1 * config.m[i] + (1 - b1) * dw[i];
    config.v[i] = b2 * config.v[i] + (1 - b2) * Math.pow(dw[i], 2);
    const c1 = config.m[i] / (1 - Math.pow(b1, config.t));
    const c2 = config.v[i] / (1 - Math.pow(b2, config.t));
    w[i] -= (c1 * lr) / (Math.sqrt(c2) + eps);
  }
  return [w, config];
}
