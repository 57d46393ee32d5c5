// verdict: wrong_answer
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: missing-decay-complement
class RMSProp {
  cache = [];
  constructor(params, options) {
    this.params = params;
    this.options = { learning_rate: 0.01, decay_rate: 0.99, epsilon: 1e-8, ...options };
  }
  step(grads) {
    const { options: o } = this;
    return grads.map((g, k) => {
      this.cache[k] ??= g.map(() => 0);
      this.cache[k] = this.cache[k].map((c, i) => o.decay_rate * c + g[i] * g[i]);
      return (this.params[k] = this.params[k].map((x, i) => x - (o.learning_rate * g[i]) / (Math.sqrt(this.cache[k][i]) + o.epsilon)));
    });
  }
}
exports.rmsprop = RMSProp;
