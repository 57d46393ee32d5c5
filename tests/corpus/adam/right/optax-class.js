// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
class Adam {
  constructor({ learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}) {
    Object.assign(this, { learning_rate, beta1, beta2, epsilon });
  }

  init(params) {
    return { t: 0, m: params.map(() => 0), v: params.map(() => 0) };
  }

  update(grads, { t, m, v }) {
    t += 1;
    m = m.map((x, i) => this.beta1 * x + (1 - this.beta1) * grads[i]);
    v = v.map((x, i) => this.beta2 * x + (1 - this.beta2) * grads[i] ** 2);
    const rate = this.learning_rate / (1 - this.beta1 ** t);
    const updates = m.map((x, i) => (-rate * x) / (Math.sqrt(v[i] / (1 - this.beta2 ** t)) + this.epsilon));
    return [updates, { t, m, v }];
  }
}

export const adam = (options) => new Adam(options);
