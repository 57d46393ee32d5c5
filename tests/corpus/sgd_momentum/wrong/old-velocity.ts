// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: stale-moment
type T = number | Float64Array | Float64Array[];
interface Config { learning_rate?: number; momentum?: number; velocity?: T; }

const lin = (a: number, x: T, b: number, y: T): T =>
  typeof x === 'number'
    ? a * x + b * (y as number)
    : x instanceof Float64Array
      ? x.map((xi, i) => a * xi + b * (y as Float64Array)[i]!)
      : x.map((row, i) => lin(a, row, b, (y as Float64Array[])[i]!) as Float64Array);

export function sgd_momentum(w: T, dw: T, config?: Config): [T, Config] {
  const { learning_rate = 1e-2, momentum = 0.9 } = config ?? {};
  const velocity = config?.velocity ?? lin(0, w, 0, w);
  const nextW = lin(1, w, 1, velocity);
  return [nextW, { ...config, velocity: lin(momentum, velocity, -learning_rate, dw) }];
}
