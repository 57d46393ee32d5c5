// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: gradient-not-squared
export function rmsprop(w, dw, config) {
  const c = Object.assign({ learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8 }, config);
  const rec = (x, g, s) => {
    if (typeof x === 'number') {
      const sNew = c.decay_rate * s + (1 - c.decay_rate) * Math.abs(g);
      return { x: x - (c.learning_rate * g) / (Math.sqrt(sNew) + c.epsilon), s: sNew };
    }
    const parts = [...x].map((xi, i) => rec(xi, g[i], s === 0 ? 0 : s[i]));
    return { x: parts.map((p) => p.x), s: parts.map((p) => p.s) };
  };
  const r = rec(w, dw, c.s ?? 0);
  c.s = r.s;
  return [r.x, c];
}
