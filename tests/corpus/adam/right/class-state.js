// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
class Adam {
  constructor() {
    this.m = [];
    this.v = [];
    this.t = 0;
  }

  begin() {
    this.t += 1;
    this.k = 0;
  }

  one(w, g, { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }) {
    const k = this.k++;
    this.m[k] = beta1 * (this.m[k] || 0) + (1 - beta1) * g;
    this.v[k] = beta2 * (this.v[k] || 0) + (1 - beta2) * g * g;
    const mHat = this.m[k] / (1 - Math.pow(beta1, this.t));
    const vHat = this.v[k] / (1 - Math.pow(beta2, this.t));
    return w - (learning_rate * mHat) / (Math.sqrt(vHat) + epsilon);
  }
}

export function adam(w, dw, config) {
  config = config ?? {};
  const opt = (config.opt = config.opt ?? new Adam());
  opt.begin();
  const walk = (x, g) => (typeof x === 'number' ? opt.one(x, g, config) : x.map((xi, i) => walk(xi, g[i])));
  return [walk(w, dw), config];
}
