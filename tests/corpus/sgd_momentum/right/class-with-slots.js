// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
const isNumber = (x) => typeof x === 'number';

/** elementwise over numbers, vectors and matrices */
function each(f, ...xs) {
  if (isNumber(xs[0])) return f(...xs);
  return xs[0].map((_, i) => each(f, ...xs.map((x) => x[i])));
}

export function sgd_momentum(w, dw, config) {
  const cfg = { learning_rate: 1e-2, momentum: 0.9, ...(config || {}) };
  const v0 = cfg.velocity ?? each(() => 0, w);
  cfg.velocity = each((v, g) => cfg.momentum * v - cfg.learning_rate * g, v0, dw);
  return [each((x, v) => x + v, w, cfg.velocity), cfg];
}
