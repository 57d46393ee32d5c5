// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
function AdagradConfig(options) {
  if (!(this instanceof AdagradConfig)) return new AdagradConfig(options);
  Object.assign(this, options);
}
AdagradConfig.prototype.learning_rate = 1e-2;
AdagradConfig.prototype.epsilon = 1e-8;
AdagradConfig.prototype.accumulate = function (g) {
  this.cache = (this.cache || [].slice.call(g).map(function () { return 0; })).map(function (r, i) { return r + g[i] * g[i]; });
};
function adagrad(w, dw, config) {
  var c = config instanceof AdagradConfig ? config : AdagradConfig(config), out = w.slice();
  c.accumulate(dw);
  c.cache.forEach(function (r, i) { out[i] -= c.learning_rate * dw[i] / (Math.sqrt(r) + c.epsilon); });
  return [out, c];
}
if (typeof module !== 'undefined' && module.exports) module.exports.adagrad = adagrad;
else window.adagrad = adagrad;
