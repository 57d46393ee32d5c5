// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
class Ema {
  constructor(n) {
    this.sum = new Float64Array(n);
    this.weight = 0;
  }
  add(x, beta) {
    this.weight = beta * this.weight + (1 - beta);
    this.sum = this.sum.map((s, i) => beta * s + (1 - beta) * x[i]);
    return this;
  }
  /** the mean of what has been seen: bias correction by the sum of the weights */
  get mean() {
    return this.sum.map((s) => s / this.weight);
  }
}

export default function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const { m = new Ema(w.length), v = new Ema(w.length) } = config;
  const mHat = m.add(dw, beta1).mean;
  const vHat = v.add(dw.map((g) => g * g), beta2).mean;
  const next = w.map((x, i) => x - (learning_rate * mHat[i]) / (Math.sqrt(vHat[i]) + epsilon));
  return [next, { ...config, m, v }];
}
export { adam };
