// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
module.exports = function sgd(w, dw, config) {
  var lr = config && config.learning_rate !== undefined ? config.learning_rate : 0.01;
  return [
    w.map(function (x, i) {
      return x - lr * dw[i];
    }),
    config || {},
  ];
};
