// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
const map = (f, ...xs) => xs[0].map((_, i) => f(...xs.map((x) => x[i])));

export function adam({ learning_rate = 1e-3, b1 = 0.9, b2 = 0.999, eps = 1e-8 } = {}) {
  return {
    init: (params) => ({ count: 0, mu: params.map(() => 0), nu: params.map(() => 0) }),
    update(grads, state) {
      const count = state.count + 1;
      const mu = map((m, g) => b1 * m + (1 - b1) * g, state.mu, grads);
      const nu = map((v, g) => b2 * v + (1 - b2) * g * g, state.nu, grads);
      const c1 = 1 - b1 ** count;
      const c2 = 1 - b2 ** count;
      const updates = map((m, v) => (-learning_rate * (m / c1)) / (Math.sqrt(v / c2) + eps), mu, nu);
      return [updates, { count, mu, nu }];
    },
  };
}
