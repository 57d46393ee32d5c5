// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
class Velocity {
  #v;
  constructor(size) {
    this.#v = new Float64Array(size);
  }
  next(g, lr, mu) {
    for (let i = 0; i < g.length; i++) this.#v[i] = mu * this.#v[i] - lr * g[i];
    return this.#v;
  }
}

export function sgd_momentum(w, dw, config) {
  config ??= {};
  config.learning_rate ??= 1e-2;
  config.momentum ??= 0.9;
  config.velocity ??= new Velocity(w.length);
  const v = config.velocity.next(dw, config.learning_rate, config.momentum);
  return [w.map((wi, i) => wi + v[i]), config];
}
