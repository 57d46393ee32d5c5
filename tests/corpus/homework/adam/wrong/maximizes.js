// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: ascent
// cause: the step is added
class Adam {
  constructor(params, { lr = 0.001, betas = [0.9, 0.999], eps = 1e-8 } = {}) {
    this.params = params;
    this.lr = lr;
    this.b1 = betas[0];
    this.b2 = betas[1];
    this.eps = eps;
    this.t = 0;
    this.m = params.map((p) => new Float64Array(p.length));
    this.v = params.map((p) => new Float64Array(p.length));
  }
  step(grads) {
    this.t += 1;
    const bias1 = 1 - Math.pow(this.b1, this.t);
    const bias2 = 1 - Math.pow(this.b2, this.t);
    for (let k = 0; k < this.params.length; k++) {
      for (let i = 0; i < this.params[k].length; i++) {
        const g = grads[k][i];
        this.m[k][i] = this.b1 * this.m[k][i] + (1 - this.b1) * g;
        this.v[k][i] = this.b2 * this.v[k][i] + (1 - this.b2) * g * g;
        this.params[k][i] += ((this.m[k][i] / bias1) * this.lr) / (Math.sqrt(this.v[k][i] / bias2) + this.eps);
      }
    }
  }
}
