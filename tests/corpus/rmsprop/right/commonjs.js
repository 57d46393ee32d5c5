// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
'use strict';

var DEFAULTS = { learning_rate: 0.01, decay_rate: 0.99, epsilon: 1e-8 };

function rule(w, dw, config) {
  var c = Object.assign({}, DEFAULTS, config);
  if (!c.cache) c.cache = new Float64Array(w.length);
  for (var i = 0; i < w.length; ++i) {
    c.cache[i] += (1 - c.decay_rate) * (dw[i] * dw[i] - c.cache[i]);
    w[i] -= c.learning_rate * dw[i] / (Math.sqrt(c.cache[i]) + c.epsilon);
  }
  return { next_w: w, config: c };
}

module.exports = { rmsprop: rule, DEFAULTS: DEFAULTS };
