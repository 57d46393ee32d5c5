// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
export function adagrad(w, dw, config) {
  config = config ?? {};
  const lr = config.learning_rate ?? 1e-2;
  const eps = config.epsilon ?? 1e-8;

  const one = (x, g, c) => {
    const cache = c + g * g;
    return [x - (lr * g) / (Math.sqrt(cache) + eps), cache];
  };
  const vec = (x, g, c) => {
    const nx = new Float64Array(x.length);
    const nc = new Float64Array(x.length);
    for (const [i, xi] of x.entries()) [nx[i], nc[i]] = one(xi, g[i], c?.[i] ?? 0);
    return [nx, nc];
  };

  let result;
  if (typeof w === 'number') result = one(w, dw, config.cache ?? 0);
  else if (Array.isArray(w)) {
    const rows = w.map((row, i) => vec(row, dw[i], config.cache?.[i]));
    result = [rows.map((r) => r[0]), rows.map((r) => r[1])];
  } else result = vec(w, dw, config.cache);
  config.cache = result[1];
  return [result[0], config];
}
