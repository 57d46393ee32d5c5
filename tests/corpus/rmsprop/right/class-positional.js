// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
class rmsprop {
  constructor(params, lr = 0.01, decayRate = 0.99, eps = 1e-8) {
    this.params = params;
    this.lr = lr;
    this.decayRate = decayRate;
    this.eps = eps;
    this.cache = params.map((p) => p.map(() => 0));
  }

  step(grads) {
    return this.params.map((p, k) => {
      const cache = this.cache[k];
      return p.map((_, i) => {
        const g = grads[k][i];
        cache[i] = this.decayRate * cache[i] + (1 - this.decayRate) * g ** 2;
        return (p[i] -= (this.lr * g) / (cache[i] ** 0.5 + this.eps));
      });
    });
  }
}

module.exports = { rmsprop };
