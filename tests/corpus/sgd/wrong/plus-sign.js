// verdict: wrong_answer
// optimizer: sgd
// conventions: none
// faults: ascent
export const sgd = (w, dw, config) => {
  const c = { learning_rate: 0.01, ...config };
  const go = (x, g) => (typeof x === 'number' ? x + c.learning_rate * g : Array.from(x, (_, i) => go(x[i], g[i])));
  return [go(w, dw), c];
};
