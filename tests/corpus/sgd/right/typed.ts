// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
type Tensor = number | Float64Array | Float64Array[];

interface Config {
  learning_rate?: number;
  [key: string]: unknown;
}

function zip(f: (a: number, b: number) => number, a: Tensor, b: Tensor): Tensor {
  if (typeof a === 'number') return f(a, b as number);
  if (a instanceof Float64Array) return a.map((x, i) => f(x, (b as Float64Array)[i]!));
  return a.map((row, i) => zip(f, row, (b as Float64Array[])[i]!) as Float64Array);
}

export function sgd(w: Tensor, dw: Tensor, config?: Config | null): [Tensor, Config] {
  const cfg: Config = { learning_rate: 1e-2, ...config };
  return [zip((x, g) => x - cfg.learning_rate! * g, w, dw), cfg];
}
