// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: other-decay
// cause: v is corrected with beta1
type Config = Record<string, any>;
export function adam(w: Float64Array, dw: Float64Array, config: Config = {}): [Float64Array, Config] {
  const lr = config.learning_rate ?? 1e-3;
  const b1 = config.beta1 ?? 0.9;
  const b2 = config.beta2 ?? 0.999;
  const eps = config.epsilon ?? 1e-8;
  const t = (config.t ?? 0) + 1;
  const m: Float64Array = (config.m ?? w.map(() => 0)).map((x: number, i: number) => b1 * x + (1 - b1) * dw[i]);
  const v: Float64Array = (config.v ?? w.map(() => 0)).map((x: number, i: number) => b2 * x + (1 - b2) * dw[i] * dw[i]);
  const next = w.map((x, i) => {
    const mHat = m[i] / (1 - b1 ** t);
    const vHat = v[i] / (1 - b1 ** t);
    return x - (lr * mHat) / (Math.sqrt(vHat) + eps);
  });
  return [next, { ...config, m, v, t }];
}
