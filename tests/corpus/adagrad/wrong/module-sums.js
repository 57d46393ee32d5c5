// verdict: partially_accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: state-shared, zero-taken-for-missing
let sums = null;

module.exports.adagrad = function (w, dw, config) {
  config = config || {};
  var lr = config.learning_rate || 0.01;
  var eps = config.epsilon || 1e-8;
  if (sums === null) sums = [];
  for (var i = 0; i < w.length; i++) {
    sums[i] = (sums[i] || 0) + dw[i] * dw[i];
    w[i] = w[i] - (lr * dw[i]) / (Math.sqrt(sums[i]) + eps);
  }
  return [w, config];
};
