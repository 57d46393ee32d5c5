// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export function adam(w, dw, config) {
  const c = Object.assign({ learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, t: 0 }, config);
  c.m = c.m || new Array(w.length).fill(0);
  c.v = c.v || new Array(w.length).fill(0);
  c.t++;
  const out = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    c.m[i] = c.beta1 * c.m[i] + (1 - c.beta1) * dw[i];
    c.v[i] = c.beta2 * c.v[i] + (1 - c.beta2) * dw[i] * dw[i];
    const correctedM = c.m[i] / (1 - Math.pow(c.beta1, c.t));
    const correctedV = c.v[i] / (1 - Math.pow(c.beta2, c.t));
    let update = c.learning_rate * correctedM;
    update /= Math.sqrt(correctedV) + c.epsilon;
    out[i] = w[i] - update;
  }
  return [out, c];
}
