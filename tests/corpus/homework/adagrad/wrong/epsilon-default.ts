// verdict: partially_accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: wrong-default
// cause: epsilon is 1e-6 when the config does not say
type State = { learning_rate?: number; epsilon?: number; cache?: Float64Array };
export function adagrad(w: Float64Array, dw: Float64Array, s: State = {}): [Float64Array, State] {
  const { learning_rate: lr = 0.01, epsilon: eps = 1e-6 } = s;
  const cache = (s.cache ?? new Float64Array(w.length)).map((c, i) => c + dw[i] ** 2);
  return [w.map((x, i) => x - (lr / (Math.sqrt(cache[i]) + eps)) * dw[i]), { ...s, cache }];
}
