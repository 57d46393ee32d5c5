// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: no-second-bias-correction
type Tensor = number | Float64Array | Float64Array[];
type Config = Record<string, unknown>;

export function adam(w: Tensor, dw: Tensor, config?: Config): [Tensor, Config] {
  const c: Config = { learning_rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, t: 0, m: [], v: [], ...config };
  const [lr, b1, b2, eps] = ['learning_rate', 'beta1', 'beta2', 'epsilon'].map((k) => c[k]) as [number, number, number, number];
  const m = c['m'] as number[];
  const v = c['v'] as number[];
  const t = (c['t'] as number) + 1;
  c['t'] = t;
  let k = 0;
  const next = (x: number, g: number): number => {
    m[k] = b1 * (m[k] ?? 0) + (1 - b1) * g;
    v[k] = b2 * (v[k] ?? 0) + (1 - b2) * g * g;
    const out = x - (lr * (m[k]! / (1 - b1 ** t))) / (Math.sqrt(v[k]!) + eps);
    k += 1;
    return out;
  };
  if (typeof w === 'number') return [next(w, dw as number), c];
  if (w instanceof Float64Array) return [w.map((x, i) => next(x, (dw as Float64Array)[i]!)), c];
  return [w.map((r, i) => r.map((x, j) => next(x, (dw as Float64Array[])[i]![j]!))), c];
}
