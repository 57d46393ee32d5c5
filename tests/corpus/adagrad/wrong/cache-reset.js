// verdict: wrong_answer
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: state-not-kept
export function adagrad(w, dw, config) {
  config = { ...config, cache: 0 };
  const lr = config.learning_rate ?? 1e-2;
  const eps = config.epsilon ?? 1e-8;
  const go = (x, g) => {
    if (typeof x !== 'number') return x.map((xi, i) => go(xi, g[i]));
    const cache = config.cache + g * g;
    return x - (lr * g) / (Math.sqrt(cache) + eps);
  };
  return [go(w, dw), config];
}
