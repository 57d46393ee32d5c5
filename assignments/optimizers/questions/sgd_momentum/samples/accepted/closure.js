// diagnosis: none
function sgd_momentum(w, dw, config) {
  config = config || {};
  const rate = config.learning_rate === undefined ? 0.01 : config.learning_rate;
  const momentum = config.momentum === undefined ? 0.9 : config.momentum;
  if (!config.velocity) config.velocity = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) {
    config.velocity[i] = momentum * config.velocity[i] - rate * dw[i];
    w[i] += config.velocity[i];
  }
  return [w, config];
}
