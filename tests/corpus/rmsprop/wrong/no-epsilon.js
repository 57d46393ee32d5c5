// verdict: wrong_answer
// optimizer: rmsprop
// conventions: no-epsilon
// faults: none
const m = (f, ...a) => (typeof a[0] === 'number' ? f(...a) : a[0].map((_, i) => m(f, ...a.map((x) => x[i]))));

export function rmsprop(w, dw, config) {
  const c = { learning_rate: 1e-2, decay_rate: 0.99, ...config };
  c.ms = m((s, g) => c.decay_rate * s + (1 - c.decay_rate) * g ** 2, c.ms ?? m(() => 0, w), dw);
  return [m((x, g, s) => x - c.learning_rate * g * s ** -0.5, w, dw, c.ms), c];
}
