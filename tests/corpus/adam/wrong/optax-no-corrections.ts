// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: no-first-bias-correction, no-second-bias-correction
interface State { m: number[]; v: number[] }

export function adam(learning_rate = 1e-3, b1 = 0.9, b2 = 0.999, eps = 1e-8) {
  return {
    init: (params: Float64Array): State => ({ m: [...params].fill(0), v: [...params].fill(0) }),
    update(grads: Float64Array, { m, v }: State) {
      const state: State = {
        m: m.map((x, i) => b1 * x + (1 - b1) * grads[i]!),
        v: v.map((x, i) => b2 * x + (1 - b2) * grads[i]! ** 2),
      };
      return [state.m.map((x, i) => (-learning_rate * x) / (Math.sqrt(state.v[i]!) + eps)), state];
    },
  };
}
