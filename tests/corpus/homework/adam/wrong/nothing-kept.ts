// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: state-not-kept
// cause: returns the config that it got: no moment and no t is kept
export function adam(w: Float64Array, dw: Float64Array, config: any = {}): [Float64Array, any] {
  let { m = w.map(() => 0), v = w.map(() => 0), t = 0 } = config;
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  t = t + 1;
  m = m.map((x: number, i: number) => beta1 * x + (1 - beta1) * dw[i]);
  v = v.map((x: number, i: number) => beta2 * x + (1 - beta2) * dw[i] ** 2);
  const next = w.map(
    (x, i) => x - (learning_rate * (m[i] / (1 - beta1 ** t))) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon),
  );
  return [next, config];
}
