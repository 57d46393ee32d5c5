// verdict: accepted
// optimizer: adam
// conventions: epsilon-inside-root
// faults: none
type Num = number;
type Grid = Num | Float64Array | Float64Array[];
type Config = { [name: string]: unknown };

const hyper = (config: Config, name: string, fallback: Num): Num => (config[name] as Num | undefined) ?? fallback;

export function adam(w: Grid, dw: Grid, config?: Config | null): [Grid, Config] {
  const c: Config = config ?? {};
  const lr = hyper(c, 'learning_rate', 1e-3);
  const b1 = hyper(c, 'beta1', 0.9);
  const b2 = hyper(c, 'beta2', 0.999);
  const eps = hyper(c, 'epsilon', 1e-8);

  const size = typeof w === 'number' ? 1 : w instanceof Float64Array ? w.length : w.length * w[0]!.length;
  const m = (c['m'] as Float64Array | undefined) ?? new Float64Array(size);
  const v = (c['v'] as Float64Array | undefined) ?? new Float64Array(size);
  const t = hyper(c, 't', 0) + 1;
  const step = (i: Num, x: Num, g: Num): Num => {
    m[i] = b1 * m[i]! + (1 - b1) * g;
    v[i] = b2 * v[i]! + (1 - b2) * g * g;
    return x - (lr * (m[i]! / (1 - b1 ** t))) / Math.sqrt(v[i]! / (1 - b2 ** t) + eps);
  };

  c['m'] = m;
  c['v'] = v;
  c['t'] = t;
  if (typeof w === 'number') return [step(0, w, dw as Num), c];
  if (w instanceof Float64Array) return [w.map((x, i) => step(i, x, (dw as Float64Array)[i]!)), c];
  return [w.map((row, r) => row.map((x, i) => step(r * row.length + i, x, (dw as Float64Array[])[r]![i]!))), c];
}
