// verdict: partially_accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: wrong-default
export function rmsprop(w, dw, config) {
  config = config ?? {};
  const alpha = config.learning_rate ?? 1e-3;
  const rho = config.decay_rate ?? 0.99;
  const eps = config.epsilon ?? 1e-8;
  const upd = (x, g, c) => {
    const v = rho * c + (1 - rho) * g * g;
    return [x - (alpha * g) / (Math.sqrt(v) + eps), v];
  };
  const deep = (x, g, c) => {
    if (typeof x === 'number') return upd(x, g, c ?? 0);
    const both = Array.from(x, (_, i) => deep(x[i], g[i], c?.[i]));
    return [both.map((b) => b[0]), both.map((b) => b[1])];
  };
  const [next, cache] = deep(w, dw, config.cache);
  config.cache = cache;
  return [next, config];
}
