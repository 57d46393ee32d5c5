// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: missing-root
type Tensor = number | Float64Array | Float64Array[];
type Config = { learning_rate?: number; decay_rate?: number; epsilon?: number; cache?: Tensor };

const map = (f: (...xs: number[]) => number, ...xs: Tensor[]): Tensor => {
  const first = xs[0]!;
  if (typeof first === 'number') return f(...(xs as number[]));
  if (first instanceof Float64Array) return first.map((_, i) => f(...xs.map((x) => (x as Float64Array)[i]!)));
  return first.map((_, i) => map(f, ...xs.map((x) => (x as Float64Array[])[i]!)) as Float64Array);
};

export function rmsprop(w: Tensor, dw: Tensor, config?: Config | null): [Tensor, Config] {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8 } = config ?? {};
  const cache = map((c, g) => decay_rate * c! + (1 - decay_rate) * g! ** 2, config?.cache ?? map(() => 0, w), dw);
  const next = map((x, g, c) => x! - (learning_rate * g!) / (c! + epsilon), w, dw, cache);
  return [next, { ...config, cache }];
}
