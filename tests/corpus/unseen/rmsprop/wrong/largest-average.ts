// verdict: partially_accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: largest-average-kept
export function rmsprop(w: Float64Array, dw: Float64Array, config: any = {}) {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8, cache = w.map(() => 0), top = w.map(() => 0) } = config;
  const r = cache.map((c: number, i: number) => decay_rate * c + (1 - decay_rate) * dw[i]! ** 2);
  const m = top.map((c: number, i: number) => Math.max(c, r[i]));
  return [w.map((x, i) => x - (learning_rate * dw[i]!) / (Math.sqrt(m[i]) + epsilon)), { ...config, cache: r, top: m }];
}
