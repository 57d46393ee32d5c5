// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
function Adam(params, options) {
  options = options || {};
  this.params = params;
  this.alpha = options.lr === undefined ? 0.001 : options.lr;
  this.beta1 = options.beta1 === undefined ? 0.9 : options.beta1;
  this.beta2 = options.beta2 === undefined ? 0.999 : options.beta2;
  this.eps = options.eps === undefined ? 1e-8 : options.eps;
  this.param_groups = [{ lr: this.alpha }];
  this.t = 0;
  this.m = params.map(zeros);
  this.v = params.map(zeros);
}

function zeros(p) {
  return new Float64Array(p.length);
}

Adam.prototype.step = function (grads) {
  var lr = this.param_groups[0].lr;
  this.t++;
  for (var k = 0; k < grads.length; k++) {
    for (var i = 0; i < grads[k].length; i++) {
      var g = grads[k][i];
      this.m[k][i] += (1 - this.beta1) * (g - this.m[k][i]);
      this.v[k][i] += (1 - this.beta2) * (g * g - this.v[k][i]);
      var mHat = this.m[k][i] / (1 - Math.pow(this.beta1, this.t));
      var vHat = this.v[k][i] / (1 - Math.pow(this.beta2, this.t));
      this.params[k][i] -= (lr * mHat) / (Math.sqrt(vHat) + this.eps);
    }
  }
};

exports.adam = Adam;
