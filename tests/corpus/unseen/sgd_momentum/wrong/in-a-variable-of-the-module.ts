// verdict: partially_accepted
// optimizer: none
// conventions: none
// faults: none
let velocity: Float64Array | null = null;
export function sgd_momentum(w: Float64Array, dw: Float64Array, config: { learning_rate?: number; momentum?: number } = {}) {
  const { learning_rate = 1e-2, momentum = 0.9 } = config;
  const old = velocity ?? new Float64Array(w.length);
  velocity = w.map((_, i) => momentum * (old[i] ?? 0) - learning_rate * dw[i]!);
  return [w.map((x, i) => x + velocity![i]!), config];
}
