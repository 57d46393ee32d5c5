// verdict: partially_accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: zero-taken-for-missing
// cause: `||` takes a momentum of 0 for a missing one
function sgd_momentum(w, dw, config) {
  config = config || {};
  var lr = config.learning_rate === undefined ? 0.01 : config.learning_rate;
  var mu = config.momentum || 0.9;
  var v = config.velocity || w.map(function () { return 0; });
  for (var i = 0; i < w.length; i++) {
    v[i] = mu * v[i] - lr * dw[i];
    w[i] += v[i];
  }
  config.velocity = v;
  return [w, config];
}
