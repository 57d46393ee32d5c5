// verdict: partially_accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: wrong-default
// cause: the learning rate is 0.01 when the config does not say
interface AdamState { learning_rate?: number; beta1?: number; beta2?: number; epsilon?: number; m?: number[]; v?: number[]; t?: number }
export function adam(w: Float64Array, dw: Float64Array, config: AdamState = {}): [Float64Array, AdamState] {
  const { learning_rate = 0.01, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, t = 0 } = config;
  const m = config.m ?? Array(w.length).fill(0);
  const v = config.v ?? Array(w.length).fill(0);
  const out = Float64Array.from(w);
  dw.forEach((g, i) => {
    m[i] = beta1 * m[i] + (1 - beta1) * g;
    v[i] = beta2 * v[i] + (1 - beta2) * g * g;
    out[i] -= learning_rate * (m[i] / (1 - beta1 ** (t + 1))) / (Math.sqrt(v[i] / (1 - beta2 ** (t + 1))) + epsilon);
  });
  return [out, { ...config, m, v, t: t + 1 }];
}
