// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-inside-root
// faults: none
const zip = (f, ...xs) =>
  typeof xs[0] === 'number' ? f(...xs) : Array.from(xs[0]).map((_, i) => zip(f, ...xs.map((x) => x[i])));

export const rmsprop = (w, dw, config) => {
  const { learning_rate: η = 1e-2, decay_rate: ρ = 0.99, epsilon: ε = 1e-8 } = config ?? {};
  const r = zip((r, g) => ρ * r + (1 - ρ) * g ** 2, config?.r ?? zip(() => 0, w), dw);
  return [zip((θ, g, r) => θ - (η / (r + ε) ** 0.5) * g, w, dw, r), { ...config, r }];
};
