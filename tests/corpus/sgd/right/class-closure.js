// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
export class SGD {
  constructor(params, { lr = 0.01 } = {}) {
    this.params = params;
    this.update = (p, g) => p.forEach((_, i) => (p[i] -= lr * g[i]));
  }
  step(grads) {
    this.params.forEach((p, k) => this.update(p, grads[k]));
  }
}
