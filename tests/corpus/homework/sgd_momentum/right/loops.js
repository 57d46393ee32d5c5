// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
function sgd_momentum(w, dw, config) {
  if (config == null) config = {};
  if (config.learning_rate == null) config.learning_rate = 1e-2;
  if (config.momentum == null) config.momentum = 0.9;
  if (!config.velocity) config.velocity = new Float64Array(w.length);
  for (let i = w.length; i-- > 0; ) {
    config.velocity[i] *= config.momentum;
    config.velocity[i] += config.learning_rate * dw[i];
    w[i] -= config.velocity[i];
  }
  return [w, config];
}
