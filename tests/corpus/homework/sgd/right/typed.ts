// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
type Params = Float64Array;
type SgdConfig = Readonly<{ learning_rate?: number }>;

export function sgd(w: Params, dw: Params, config?: SgdConfig | null): readonly [Params, SgdConfig] {
  const { learning_rate: eta = 0.01 } = config ?? {};
  return [Float64Array.from(w, (value, k) => value - eta * dw[k]!), { ...config }] as const;
}
