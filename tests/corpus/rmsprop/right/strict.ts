// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
type Vec = Float64Array;
type Param = number | Vec | Vec[];

interface RmsConfig {
  learning_rate?: number;
  decay_rate?: number;
  epsilon?: number;
  /** running mean of the squared gradient, one array a row */
  cache?: Vec[];
}

function toRows(x: Param): Vec[] {
  if (typeof x === 'number') return [Float64Array.of(x)];
  return x instanceof Float64Array ? [x] : x;
}

function fromRows(rows: Vec[], like: Param): Param {
  if (typeof like === 'number') return rows[0]![0]!;
  return like instanceof Float64Array ? rows[0]! : rows;
}

export function rmsprop(w: Param, dw: Param, config: RmsConfig | null = {}): [Param, RmsConfig] {
  const cfg: RmsConfig = config ?? {};
  const lr = cfg.learning_rate ?? 1e-2;
  const decay = cfg.decay_rate ?? 0.99;
  const eps = cfg.epsilon ?? 1e-8;
  const grads = toRows(dw);
  const cache = cfg.cache ?? grads.map((row) => new Float64Array(row.length));

  const next = toRows(w).map((row, i) =>
    row.map((x, j) => {
      const g = grads[i]![j]!;
      const c = decay * cache[i]![j]! + (1 - decay) * g * g;
      cache[i]![j] = c;
      return x - (lr * g) / (Math.sqrt(c) + eps);
    }),
  );
  cfg.cache = cache;
  return [fromRows(next, w), cfg];
}
