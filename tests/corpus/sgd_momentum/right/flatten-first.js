// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-outside-velocity
// faults: none
const flat = (x) => (typeof x === 'number' ? [x] : Array.isArray(x) ? x.flatMap((r) => [...r]) : [...x]);

const unflat = (values, like) => {
  if (typeof like === 'number') return values[0];
  if (!Array.isArray(like)) return new Float64Array(values);
  let k = 0;
  return like.map((row) => row.map(() => values[k++]));
};

export function sgd_momentum(w, dw, config = null) {
  config = config === null || config === undefined ? {} : config;
  const { learning_rate: lr = 0.01, momentum: mu = 0.9 } = config;
  const ws = flat(w);
  const gs = flat(dw);
  const buf = config.buf || ws.map(() => 0);
  for (let i = 0; i < ws.length; ++i) {
    buf[i] = mu * buf[i] + gs[i];
    ws[i] = ws[i] - lr * buf[i];
  }
  config.buf = buf;
  return [unflat(ws, w), config];
}
