// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
// alpha is the lr of the paper
export class Adam {
  constructor(params, { alpha = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}) {
    Object.assign(this, { params, alpha, beta1, beta2, epsilon, t: 0, m: params.map((p) => p.map(() => 0)), v: params.map((p) => p.map(() => 0)) });
  }
  step(grads) {
    this.t++;
    const { alpha, beta1, beta2, epsilon, t, m, v } = this;
    return this.params = this.params.map((p, k) => p.map((x, i) => {
      const g = grads[k][i];
      m[k][i] = beta1 * m[k][i] + (1 - beta1) * g;
      v[k][i] = beta2 * v[k][i] + (1 - beta2) * g * g;
      return x - alpha * (m[k][i] / (1 - beta1 ** t)) / (Math.sqrt(v[k][i] / (1 - beta2 ** t)) + epsilon);
    }));
  }
}
