// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: state-frozen
// cause: the old cache is spread over the new one
type V = Float64Array;
export function rmsprop(w: V, dw: V, config: any): [V, any] {
  const c = config ?? {};
  const { learning_rate: lr = 1e-2, decay_rate: rho = 0.99, epsilon: eps = 1e-8 } = c;
  const old: V = c.cache ?? new Float64Array(w.length);
  const cache = old.map((x, i) => rho * x + (1 - rho) * dw[i] ** 2);
  return [w.map((x, i) => x - (lr * dw[i]) / (Math.sqrt(cache[i]) + eps)), { cache, ...c }];
}
