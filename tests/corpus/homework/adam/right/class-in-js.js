// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export default class Adam {
  constructor(params, { lr = 0.001, betas: [beta1, beta2] = [0.9, 0.999], eps = 1e-8 } = {}) {
    Object.assign(this, { params, lr, beta1, beta2, eps, t: 0 });
    this.moments = params.map(({ length }) => ({ m: new Float64Array(length), v: new Float64Array(length) }));
  }

  step(grads) {
    const t = ++this.t;
    this.params.forEach((p, k) => {
      const { m, v } = this.moments[k];
      grads[k].forEach((g, i) => {
        m[i] = this.beta1 * m[i] + (1 - this.beta1) * g;
        v[i] = this.beta2 * v[i] + (1 - this.beta2) * g ** 2;
        const mHat = m[i] / (1 - this.beta1 ** t);
        const vHat = v[i] / (1 - this.beta2 ** t);
        p[i] -= (this.lr * mHat) / (Math.sqrt(vHat) + this.eps);
      });
    });
  }
}
