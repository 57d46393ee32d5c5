// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: coordinates-left-out
// cause: the return stands inside the loop, so that only the first coordinate moves
export function sgd_momentum(w, dw, config = {}) {
  const lr = config.learning_rate ?? 1e-2, mu = config.momentum ?? 0.9;
  const v = config.velocity ?? new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) { v[i] = mu*v[i] - lr*dw[i]; w[i] += v[i]; config.velocity = v; return [w, config]; }
}
