// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-inside-root
// faults: none
export function rmsprop(w: Float64Array, dw: Float64Array, { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8, cache = w.map(() => 0), ...rest }: any = {}): [Float64Array, any] {
  const next = cache.map((c: number, i: number) => decay_rate * c + (1 - decay_rate) * dw[i] ** 2);
  return [w.map((x, i) => x - (learning_rate * dw[i]) / Math.sqrt(next[i] + epsilon)), { ...rest, learning_rate, decay_rate, epsilon, cache: next }];
}
