// verdict: wrong_answer
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: missing-root
// cause: no square root
function adagrad(w, dw, { learning_rate = 0.01, epsilon = 1e-8, cache = [], ...rest } = {}) {
  const sum = Array.from(dw, (g, i) => (cache[i] ?? 0) + g * g);
  const next = w.map((x, i) => x - (learning_rate * dw[i]) / (sum[i] + epsilon));
  return [next, { ...rest, learning_rate, epsilon, cache: sum }];
}
