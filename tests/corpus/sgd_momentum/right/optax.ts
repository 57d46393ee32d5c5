// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-outside-velocity
// faults: none
interface GradientTransformation<S> {
  init(params: Float64Array): S;
  update(updates: Float64Array, state: S, params?: Float64Array): [Float64Array, S];
}

interface TraceState {
  readonly trace: Float64Array;
}

export function sgd_momentum(options: { learningRate?: number; momentum?: number } = {}): GradientTransformation<TraceState> {
  const learningRate = options.learningRate ?? 0.01;
  const momentum = options.momentum ?? 0.9;
  return {
    init: (params) => ({ trace: new Float64Array(params.length) }),
    update: (updates, { trace }) => {
      const next = updates.map((g, i) => g + momentum * (trace[i] as number));
      return [next.map((v) => -learningRate * v), { trace: next } satisfies TraceState];
    },
  };
}
