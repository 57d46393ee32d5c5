// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: missing-decay-complement, ascent
export function rmsprop(w, dw, config) {
  const cfg = { learning_rate: 1e-2, decay_rate: 0.99, epsilon: 1e-8, acc: [], ...config };
  let k = 0;
  const f = (x, g) => {
    if (typeof x !== 'number') return x.map((xi, i) => f(xi, g[i]));
    const a = (cfg.acc[k] = cfg.decay_rate * (cfg.acc[k] ?? 0) + g * g);
    k++;
    return x + (cfg.learning_rate * g) / (Math.sqrt(a) + cfg.epsilon);
  };
  return [f(w, dw), cfg];
}
