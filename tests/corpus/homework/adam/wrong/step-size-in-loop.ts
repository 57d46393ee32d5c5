// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: swapped-betas, corrections-exchanged
// cause: beta1 and beta2 exchanged in both averages
export function adam(w: Float64Array, g: Float64Array, c: any = {}): [Float64Array, any] {
  const b1 = c.beta1 ?? 0.9, b2 = c.beta2 ?? 0.999, t = (c.t ?? 0) + 1;
  const m = Array.from(w, (_, i) => b2 * (c.m ? c.m[i] : 0) + (1 - b2) * g[i]);
  const v = Array.from(w, (_, i) => b1 * (c.v ? c.v[i] : 0) + (1 - b1) * g[i] * g[i]);
  return [w.map((x, i) => x - (c.learning_rate ?? 1e-3) * (m[i] / (1 - b1 ** t)) / (Math.sqrt(v[i] / (1 - b2 ** t)) + (c.epsilon ?? 1e-8))), { ...c, m, v, t }];
}
