// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: missing-root
// cause: divides by v_hat without the square root
type V = Float64Array;
interface C { learning_rate?: number; beta1?: number; beta2?: number; epsilon?: number; m?: V; v?: V; t?: number }
export function adam(w: V, dw: V, config: C = {}): [V, C] {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  let { m = w.map(() => 0), v = w.map(() => 0), t = 0 } = config;
  t += 1;
  m = m.map((mi, i) => beta1 * mi + (1 - beta1) * dw[i]);
  v = v.map((vi, i) => beta2 * vi + (1 - beta2) * dw[i] ** 2);
  const mHat = m.map((mi) => mi / (1 - beta1 ** t));
  const vHat = v.map((vi) => vi / (1 - beta2 ** t));
  return [w.map((wi, i) => wi - (learning_rate * mHat[i]) / (vHat[i] + epsilon)), { ...config, m, v, t }];
}
