// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: ascent
// cause: subtracts a velocity that already has the minus
function sgd_momentum(w, dw, config = {}) {
  const { learning_rate = 0.01, momentum = 0.9 } = config;
  const old = config.velocity || new Float64Array(w.length);
  const velocity = old.map((v, i) => momentum * v - learning_rate * dw[i]);
  return [w.map((x, i) => x - velocity[i]), { ...config, velocity }];
}
