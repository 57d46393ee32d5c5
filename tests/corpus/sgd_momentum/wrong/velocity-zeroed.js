// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: state-not-kept
// equivalent: sgd
export function sgd_momentum(w, dw, config) {
  const cfg = { learning_rate: 0.01, momentum: 0.9, ...config };
  const zeros = (x) => (typeof x === 'number' ? 0 : x.map(zeros));
  cfg.velocity = zeros(w);
  const vel = (v, g) => (typeof v === 'number' ? cfg.momentum * v - cfg.learning_rate * g : v.map((vi, i) => vel(vi, g[i])));
  const add = (x, v) => (typeof x === 'number' ? x + v : x.map((xi, i) => add(xi, v[i])));
  cfg.velocity = vel(cfg.velocity, dw);
  return [add(w, cfg.velocity), cfg];
}
