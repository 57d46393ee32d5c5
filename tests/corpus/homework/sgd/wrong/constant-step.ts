// verdict: partially_accepted
// optimizer: sgd
// conventions: none
// faults: hyperparameter-fixed
// cause: the learning rate is a constant of the file
const LEARNING_RATE = 0.01;

export function sgd(w: Float64Array, dw: Float64Array, config: object = {}): [Float64Array, object] {
  const next = new Float64Array(w.length);
  for (let i = 0; i < w.length; i++) next[i] = w[i] - LEARNING_RATE * dw[i];
  return [next, config];
}
