// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
interface Moments {
  m: Float64Array;
  v: Float64Array;
  t: number;
}
interface AdamConfig extends Partial<Moments> {
  learning_rate?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}
const fresh = (length: number): Moments => ({ m: new Float64Array(length), v: new Float64Array(length), t: 0 });

export function adam(w: Float64Array, dw: Float64Array, config: AdamConfig = {}): [Float64Array, AdamConfig] {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const { m, v, t } = { ...fresh(w.length), ...config } as Moments;
  const next: Moments = { m: m.slice(), v: v.slice(), t: t + 1 };
  const w2 = w.slice();
  for (let i = 0; i < w.length; i++) {
    next.m[i] = beta1 * m[i]! + (1 - beta1) * dw[i]!;
    next.v[i] = beta2 * v[i]! + (1 - beta2) * dw[i]! * dw[i]!;
    w2[i]! -= (learning_rate * (next.m[i]! / (1 - Math.pow(beta1, next.t)))) / (Math.sqrt(next.v[i]! / (1 - Math.pow(beta2, next.t))) + epsilon);
  }
  return [w2, { ...config, ...next }];
}
