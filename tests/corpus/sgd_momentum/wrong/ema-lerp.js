// verdict: wrong_answer
// optimizer: momentum-ema
// conventions: ema-momentum
// faults: none
export function sgd_momentum(w, dw, config) {
  config = config || {};
  const lr = config.learning_rate ?? 0.01, beta = config.momentum ?? 0.9;
  const f = (x, g, v) => {
    if (typeof x === 'number') { const nv = v + (1 - beta) * (g - v); return [x - lr * nv, nv]; }
    const rs = Array.from(x, (xi, i) => f(xi, g[i], v ? v[i] : 0));
    return [rs.map((r) => r[0]), rs.map((r) => r[1])];
  };
  const [nw, nv] = f(w, dw, config.velocity ?? 0);
  config.velocity = nv;
  return [nw, config];
}
