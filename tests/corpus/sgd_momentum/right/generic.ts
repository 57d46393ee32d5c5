// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
type Param = number | Float64Array | Float64Array[];
type Config = Record<string, unknown>;

function combine(a: number, x: Param, b: number, y: Param): Param {
  if (typeof x === 'number' && typeof y === 'number') return a * x + b * y;
  if (x instanceof Float64Array) {
    const out = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) out[i] = a * x[i]! + b * (y as Float64Array)[i]!;
    return out;
  }
  return (x as Float64Array[]).map((row, i) => combine(a, row, b, (y as Float64Array[])[i]!) as Float64Array);
}

export const sgd_momentum = (w: Param, dw: Param, config?: Config): [Param, Config] => {
  const c: Config = config ?? {};
  const lr = (c['learning_rate'] as number | undefined) ?? 0.01;
  const mu = (c['momentum'] as number | undefined) ?? 0.9;
  const old = (c['velocity'] as Param | undefined) ?? combine(0, w, 0, w);
  const velocity = combine(mu, old, -lr, dw);
  c['velocity'] = velocity;
  return [combine(1, w, 1, velocity), c];
};
