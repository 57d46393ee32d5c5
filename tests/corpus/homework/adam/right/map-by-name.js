// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
class Adam {
  #state = new Map();
  constructor(params, options) {
    this.params = params;
    this.param_groups = [{ lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, ...options }];
  }
  step(grads) {
    const { lr, betas: [b1, b2], eps } = this.param_groups[0];
    this.params.forEach((param, index) => {
      if (!this.#state.has(index)) {
        this.#state.set(index, { t: 0, m: Array(param.length).fill(0), v: Array(param.length).fill(0) });
      }
      const s = this.#state.get(index);
      s.t += 1;
      const size = (lr * Math.sqrt(1 - Math.pow(b2, s.t))) / (1 - Math.pow(b1, s.t));
      const epsHat = eps * Math.sqrt(1 - Math.pow(b2, s.t));
      for (let i = 0; i < param.length; i++) {
        s.m[i] = b1 * s.m[i] + (1 - b1) * grads[index][i];
        s.v[i] = b2 * s.v[i] + (1 - b2) * grads[index][i] * grads[index][i];
        param[i] -= (size * s.m[i]) / (Math.sqrt(s.v[i]) + epsHat);
      }
    });
  }
}
