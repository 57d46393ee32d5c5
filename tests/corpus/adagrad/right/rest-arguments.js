// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
// One engine for all my rules; each is the engine with its own accumulator.
const engine =
  (accumulate, defaults) =>
  (...args) => {
    const [w, dw, given] = args;
    const h = { ...defaults, ...given };
    const memory = h.memory ?? Array(w.length).fill(0);
    memory.forEach((r, i) => (memory[i] = accumulate(r, dw[i], h)));
    const next = Float64Array.from(w, (x, i) => x - (h.learning_rate * dw[i]) / (Math.sqrt(memory[i]) + h.epsilon));
    return [next, { ...h, memory }];
  };

export const adagrad = engine((r, g) => r + g * g, { learning_rate: 1e-2, epsilon: 1e-8 });
