// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
export class SgdMomentum {
  #rate;
  #momentum;
  #velocity;

  constructor(params, { lr = 0.01, momentum = 0.9 } = {}) {
    this.params = params;
    this.#rate = lr;
    this.#momentum = momentum;
    this.#velocity = params.map((p) => new Float64Array(p.length));
  }

  step(grads) {
    this.params.forEach((p, k) => {
      const v = this.#velocity[k];
      for (let i = 0; i < p.length; i++) {
        v[i] = this.#momentum * v[i] - this.#rate * grads[k][i];
        p[i] += v[i];
      }
    });
  }
}
