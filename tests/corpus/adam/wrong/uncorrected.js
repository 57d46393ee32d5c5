// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: no-first-bias-correction, no-second-bias-correction
export function adam(w, dw, config = {}) {
  config = config ?? {};
  const lr = config.learning_rate ?? 0.001, b1 = config.beta1 ?? 0.9, b2 = config.beta2 ?? 0.999, eps = config.epsilon ?? 1e-8;
  config.t = (config.t ?? 0) + 1; // not needed?
  config.m ??= []; config.v ??= [];
  let n = 0;
  const upd = (x, g) => {
    if (typeof x !== 'number') return x.map((xi, i) => upd(xi, g[i]));
    config.m[n] = b1 * (config.m[n] ?? 0) + (1 - b1) * g;
    config.v[n] = b2 * (config.v[n] ?? 0) + (1 - b2) * g ** 2;
    x -= lr * config.m[n] / (Math.sqrt(config.v[n]) + eps);
    n++;
    return x;
  };
  return [upd(w, dw), config];
}
