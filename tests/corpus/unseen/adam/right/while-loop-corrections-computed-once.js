// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
function getOr(obj, key, fallback) {
  return obj && obj[key] !== undefined ? obj[key] : fallback;
}

export function adam(w, dw, config) {
  const lr = getOr(config, 'learning_rate', 1e-3);
  const b1 = getOr(config, 'beta1', 0.9);
  const b2 = getOr(config, 'beta2', 0.999);
  const eps = getOr(config, 'epsilon', 1e-8);
  const t = getOr(config, 't', 0) + 1;
  const m = Float64Array.from(getOr(config, 'm', new Float64Array(w.length)));
  const v = Float64Array.from(getOr(config, 'v', new Float64Array(w.length)));
  const out = new Float64Array(w.length);
  const r1 = 1 / (1 - b1 ** t);
  const r2 = 1 / (1 - b2 ** t);
  let i = w.length;
  while (i-- > 0) {
    m[i] = m[i] * b1 + dw[i] * (1 - b1);
    v[i] = v[i] * b2 + dw[i] * dw[i] * (1 - b2);
    out[i] = w[i] - lr * m[i] * r1 / (Math.sqrt(v[i] * r2) + eps);
  }
  return [out, { ...config, learning_rate: lr, beta1: b1, beta2: b2, epsilon: eps, m, v, t }];
}
