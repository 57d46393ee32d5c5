// verdict: partially_accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: state-shared
export class Adam {
  constructor(params, { lr = 1e-3, betas: [beta1, beta2] = [0.9, 0.999], eps = 1e-8 } = {}) {
    Object.assign(this, { params, lr, beta1, beta2, eps, t: 0 });
    this.m = params.map((p) => p.map(() => 0));
    this.v = params.map((p) => p.map(() => 0));
  }

  step(grads) {
    for (const k in this.params) this.one(this.params[k], grads[k], this.m[k], this.v[k], ++this.t);
  }

  one(p, g, m, v, t) {
    for (let i = 0; i < p.length; i++) {
      m[i] = this.beta1 * m[i] + (1 - this.beta1) * g[i];
      v[i] = this.beta2 * v[i] + (1 - this.beta2) * g[i] * g[i];
      p[i] -= (this.lr * m[i]) / (1 - this.beta1 ** t) / (Math.sqrt(v[i] / (1 - this.beta2 ** t)) + this.eps);
    }
  }
}
