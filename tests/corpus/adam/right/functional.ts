// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
type Tensor = number | Float64Array | Float64Array[];

interface AdamState {
  readonly m: Tensor;
  readonly v: Tensor;
  readonly t: number;
}

interface AdamConfig {
  learning_rate?: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  state?: AdamState;
}

type Fn = (a: number, b: number) => number;

const zip = (f: Fn, a: Tensor, b: Tensor): Tensor => {
  if (typeof a === 'number') return f(a, b as number);
  if (a instanceof Float64Array) return a.map((x, i) => f(x, (b as Float64Array)[i]!));
  return a.map((row, i) => zip(f, row, (b as Float64Array[])[i]!) as Float64Array);
};

const ema = (beta: number, old: Tensor, sample: Tensor): Tensor => zip((o, s) => beta * o + (1 - beta) * s, old, sample);

export function adam(w: Tensor, dw: Tensor, config?: AdamConfig | null): [Tensor, AdamConfig] {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config ?? {};
  const zero = zip(() => 0, w, w);
  const before: AdamState = config?.state ?? { m: zero, v: zero, t: 0 };
  const t = before.t + 1;
  const m = ema(beta1, before.m, dw);
  const v = ema(beta2, before.v, zip((a, b) => a * b, dw, dw));
  const direction = zip((mi, vi) => mi / (1 - beta1 ** t) / (Math.sqrt(vi / (1 - beta2 ** t)) + epsilon), m, v);
  return [zip((x, d) => x - learning_rate * d, w, direction), { ...config, state: { m, v, t } }];
}
