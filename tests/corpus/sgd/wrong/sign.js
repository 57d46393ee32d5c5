// verdict: wrong_answer
// optimizer: sign-sgd
// conventions: none
// faults: none
export function sgd(w, dw, config) {
  config ??= {};
  const lr = config.learning_rate ?? 0.01;
  const walk = (x, g) => {
    if (typeof x === 'number') return x - lr * Math.sign(g);
    return x.map((xi, i) => walk(xi, g[i]));
  };
  return [walk(w, dw), config];
}
