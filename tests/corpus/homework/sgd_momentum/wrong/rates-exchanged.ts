// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: weights-exchanged
// cause: learning rate and momentum have changed places
type Vec = Float64Array;
export function sgd_momentum(w: Vec, dw: Vec, config: any = {}): [Vec, any] {
  const eta = config.learning_rate ?? 1e-2;
  const alpha = config.momentum ?? 0.9;
  const v: Vec = config.velocity ?? new Float64Array(w.length);
  const next = v.map((vi, i) => eta * vi - alpha * dw[i]);
  config.velocity = next;
  return [w.map((wi, i) => wi + next[i]), config];
}
