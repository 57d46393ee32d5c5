// verdict: partially_accepted
// optimizer: sgd
// conventions: none
// faults: reads-other-key
// cause: The learning rate is read as learningRate instead of learning_rate, so a given one is ignored and always 0.01 is used.
interface SgdConfig {
  learningRate?: number;
}

export function sgd(w: Float64Array, dw: Float64Array, config: SgdConfig | null = null): [Float64Array, SgdConfig] {
  const cfg: SgdConfig = config ?? {};
  const lr = cfg.learningRate ?? 0.01;
  const nextW = w.map((value, index) => value - lr * dw[index]!);
  return [nextW, cfg];
}
