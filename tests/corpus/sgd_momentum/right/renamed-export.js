// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
function step(w, dw, config = {}) {
  const { learning_rate = 0.01, momentum = 0.9 } = config;
  config.velocity ??= new Float64Array(w.length);
  config.velocity.forEach((v, i, velocity) => {
    velocity[i] = momentum * v - learning_rate * dw[i];
    w[i] += velocity[i];
  });
  return [w, config];
}

export { step as sgd_momentum };
