// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export class Adam {
  constructor(params, { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8 } = {}) {
    this.params = params;
    this.lr = lr;
    this.betas = betas;
    this.eps = eps;
    this.t = 0;
    this.state = params.map((p) => ({ m: new Float64Array(p.length), v: new Float64Array(p.length) }));
  }

  step(grads) {
    this.t += 1;
    const [beta1, beta2] = this.betas;
    this.params.forEach((p, k) => {
      const { m, v } = this.state[k];
      for (let i = 0; i < p.length; i++) {
        const g = grads[k][i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        const mHat = m[i] / (1 - beta1 ** this.t);
        const vHat = v[i] / (1 - beta2 ** this.t);
        p[i] -= (this.lr * mHat) / (Math.sqrt(vHat) + this.eps);
      }
    });
  }
}
