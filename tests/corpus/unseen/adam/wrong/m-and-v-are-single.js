// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: coordinates-in-turn, zero-taken-for-missing
// cause: m and v are single numbers instead of arrays: all elements share one running average inside the loop (element i's average contains the others' gradients).
export function adam(w, dw, config) {
  config = config || {};
  const lr = config.learning_rate || 1e-3;
  const b1 = config.beta1 || 0.9;
  const b2 = config.beta2 || 0.999;
  const eps = config.epsilon || 1e-8;
  let m = config.m || 0;
  let v = config.v || 0;
  const t = (config.t || 0) + 1;

  const nextW = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    m = b1 * m + (1 - b1) * dw[i];
    v = b2 * v + (1 - b2) * dw[i] * dw[i];
    const mHat = m / (1 - Math.pow(b1, t));
    const vHat = v / (1 - Math.pow(b2, t));
    nextW[i] = w[i] - lr * mHat / (Math.sqrt(vHat) + eps);
  }
  config.m = m;
  config.v = v;
  config.t = t;
  return [nextW, config];
}
