// verdict: partially_accepted
// optimizer: none
// conventions: none
// faults: none
const velocity = new Map();

export class SGDMomentum {
  #lr;
  #mu;
  constructor(params, { lr = 0.01, momentum = 0.9 } = {}) {
    this.params = params;
    this.#lr = lr;
    this.#mu = momentum;
  }
  step(grads) {
    this.params.forEach((p, k) => {
      // Kept by place and for every optimizer that there will ever be.
      const v = velocity.get(k) ?? new Float64Array(64);
      velocity.set(k, v);
      for (let i = 0; i < p.length; i++) p[i] += v[i] = this.#mu * v[i] - this.#lr * grads[k][i];
    });
  }
}
