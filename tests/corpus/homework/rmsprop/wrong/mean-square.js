// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: missing-root
// cause: divides by the mean square
class RMSprop {
  constructor(params, { lr = 0.01, alpha = 0.99, eps = 1e-8 } = {}) {
    this.params = params;
    Object.assign(this, { lr, alpha, eps });
    this.square = params.map((p) => p.map(() => 0));
  }
  step(grads) {
    this.params.forEach((p, k) => {
      for (let i = 0; i < p.length; i++) {
        const g = grads[k][i];
        this.square[k][i] = this.alpha * this.square[k][i] + (1 - this.alpha) * g * g;
        p[i] -= (this.lr * g) / (this.square[k][i] + this.eps);
      }
    });
  }
}
