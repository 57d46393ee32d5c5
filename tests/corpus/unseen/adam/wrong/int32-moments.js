// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: state-in-whole-numbers
// cause: both moments begin as Int32Array, so that map makes Int32Array of them for ever
export function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const t = (config.t ?? 0) + 1;
  const m = (config.m ?? new Int32Array(w.length)).map((x, i) => beta1 * x + (1 - beta1) * dw[i]);
  const v = (config.v ?? new Int32Array(w.length)).map((x, i) => beta2 * x + (1 - beta2) * dw[i] ** 2);
  const next = w.map((x, i) => x - (learning_rate * m[i] / (1 - beta1 ** t)) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon));
  return [next, { ...config, m, v, t }];
}
