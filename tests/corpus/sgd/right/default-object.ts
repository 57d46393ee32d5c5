// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
type Config = Record<string, number>;

const rules = {
  sgd(w: Float64Array, dw: Float64Array, config: Config | undefined): readonly [Float64Array, Config] {
    const rate: number = config?.learning_rate ?? 0.01;
    for (let i = w.length; i--; ) w[i]! -= rate * dw[i]!;
    return [w, { ...config }] as const;
  },
} as const;

export default rules;
