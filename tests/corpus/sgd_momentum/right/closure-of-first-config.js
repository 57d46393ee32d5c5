// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
const make = ({ learning_rate = 1e-2, momentum = 0.9 }, n) => {
  let v = new Float64Array(n);
  return (w, g) => {
    v = v.map((x, i) => momentum * x - learning_rate * g[i]);
    return w.map((x, i) => x + v[i]);
  };
};
export function sgd_momentum(w, dw, config = {}) {
  config.step ??= make(config, w.length);
  return [config.step(w, dw), config];
}
