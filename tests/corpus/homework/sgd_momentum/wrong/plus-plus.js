// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: ascent
// cause: v = mu*v + lr*g is added: climbs
export function sgd_momentum(w, dw, config = {}) {
  const { learning_rate = 1e-2, momentum = 0.9, velocity = w.map(() => 0) } = config;
  const v = velocity.map((x, i) => momentum * x + learning_rate * dw[i]);
  return [w.map((x, i) => x + v[i]), { ...config, velocity: v }];
}
