// verdict: wrong_answer
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: missing-root
export function adagrad(w, dw, config) {
  const c = { learning_rate: 1e-2, epsilon: 1e-8, ...config };
  const n = (x) => typeof x === 'number';
  const acc = (s, g) => (n(g) ? (s ?? 0) + g * g : g.map((gi, i) => acc(s?.[i], gi)));
  const upd = (x, g, s) => (n(x) ? x - c.learning_rate * g / (s + c.epsilon) : x.map((xi, i) => upd(xi, g[i], s[i])));
  c.cache = acc(c.cache, dw);
  return [upd(w, dw, c.cache), c];
}
