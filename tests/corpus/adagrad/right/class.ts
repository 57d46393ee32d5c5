// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
type Tensor = number | Float64Array | Float64Array[];

class Accumulator {
  readonly sums: number[] = [];

  add(index: number, value: number): number {
    const next = (this.sums[index] ?? 0) + value;
    this.sums[index] = next;
    return next;
  }
}

interface Config {
  learning_rate?: number;
  epsilon?: number;
  accumulator?: Accumulator;
}

export function adagrad(w: Tensor, dw: Tensor, config?: Config | null): [Tensor, Config] {
  const cfg: Config = config ?? {};
  const lr = cfg.learning_rate ?? 1e-2;
  const eps = cfg.epsilon ?? 1e-8;
  const acc = (cfg.accumulator ??= new Accumulator());
  let index = 0;
  const step = (x: number, g: number): number => x - (lr * g) / (Math.sqrt(acc.add(index++, g * g)) + eps);

  if (typeof w === 'number') return [step(w, dw as number), cfg];
  if (w instanceof Float64Array) return [w.map((x, i) => step(x, (dw as Float64Array)[i]!)), cfg];
  return [w.map((row, r) => row.map((x, i) => step(x, (dw as Float64Array[])[r]![i]!))), cfg];
}
