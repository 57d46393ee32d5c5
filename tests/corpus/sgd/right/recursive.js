// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
export function sgd(w, dw, config) {
  config = config ?? {};
  const lr = config.learning_rate ?? 1e-2;
  const step = (x, g) => (typeof x === 'number' ? x - lr * g : x.map((xi, i) => step(xi, g[i])));
  return [step(w, dw), config];
}
