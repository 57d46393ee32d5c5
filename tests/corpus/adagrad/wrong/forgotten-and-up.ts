// verdict: wrong_answer
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: state-not-kept, ascent
type Tensor = number | Float64Array | Float64Array[];

export function adagrad(w: Tensor, dw: Tensor, config?: Record<string, number>): [Tensor, Record<string, number>] {
  const lr = config?.['learning_rate'] ?? 0.01;
  const eps = config?.['epsilon'] ?? 1e-8;
  const f = (x: number, g: number): number => {
    let cache = 0;
    cache += g ** 2;
    return x + (lr * g) / (Math.sqrt(cache) + eps);
  };
  const v = (x: Float64Array, g: Float64Array): Float64Array => x.map((xi, i) => f(xi, g[i]!));
  if (typeof w === 'number') return [f(w, dw as number), config ?? {}];
  if (w instanceof Float64Array) return [v(w, dw as Float64Array), config ?? {}];
  return [w.map((row, i) => v(row, (dw as Float64Array[])[i]!)), config ?? {}];
}
