// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: state-not-kept
class Adam {
  m = [];
  v = [];
  t = 0;
  k = 0;
  step(x, g, lr, b1, b2, eps) {
    const k = this.k++;
    this.m[k] = b1 * (this.m[k] ?? 0) + (1 - b1) * g;
    this.v[k] = b2 * (this.v[k] ?? 0) + (1 - b2) * g * g;
    return x - (lr * this.m[k]) / (1 - b1 ** this.t) / (Math.sqrt(this.v[k] / (1 - b2 ** this.t)) + eps);
  }
}

export function adam(w, dw, config) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config ?? {};
  const opt = new Adam();
  opt.t++;
  const go = (x, g) =>
    typeof x === 'number' ? opt.step(x, g, learning_rate, beta1, beta2, epsilon) : x.map((xi, i) => go(xi, g[i]));
  return [go(w, dw), config ?? {}];
}
