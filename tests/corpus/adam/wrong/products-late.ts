// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: time-off-by-one
type Tensor = number | Float64Array | Float64Array[];

interface State {
  m: number[];
  v: number[];
  /** beta1^t and beta2^t */
  p1: number;
  p2: number;
}

interface Config {
  learning_rate?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  state?: State;
}

export function adam(w: Tensor, dw: Tensor, config?: Config | null): [Tensor, Config] {
  const cfg: Config = config ?? {};
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = cfg;
  const s = (cfg.state ??= { m: [], v: [], p1: beta1, p2: beta2 });
  s.p1 *= beta1;
  s.p2 *= beta2;
  let k = 0;
  const at = (x: number, g: number): number => {
    const m = (s.m[k] = beta1 * (s.m[k] ?? 0) + (1 - beta1) * g);
    const v = (s.v[k] = beta2 * (s.v[k] ?? 0) + (1 - beta2) * g * g);
    k++;
    return x - (learning_rate * (m / (1 - s.p1))) / (Math.sqrt(v / (1 - s.p2)) + epsilon);
  };
  const row = (x: Float64Array, g: Float64Array): Float64Array => x.map((xi, i) => at(xi, g[i]!));
  if (typeof w === 'number') return [at(w, dw as number), cfg];
  if (w instanceof Float64Array) return [row(w, dw as Float64Array), cfg];
  return [w.map((r, i) => row(r, (dw as Float64Array[])[i]!)), cfg];
}
