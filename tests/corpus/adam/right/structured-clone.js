// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export function adam(w, dw, config) {
  const c = structuredClone(config ?? {});
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = c;
  c.t = (c.t ?? 0) + 1;
  c.m = Array.from(dw, (g, i) => beta1 * (c.m?.[i] ?? 0) + (1 - beta1) * g);
  c.v = Array.from(dw, (g, i) => beta2 * (c.v?.[i] ?? 0) + (1 - beta2) * g ** 2);
  return [w.map((x, i) => x - learning_rate * (c.m[i] / (1 - beta1 ** c.t)) / (Math.sqrt(c.v[i] / (1 - beta2 ** c.t)) + epsilon)), c];
}
