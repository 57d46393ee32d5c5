// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: weights-exchanged
type C = { [key: string]: any };
const lerp = (a: number, b: number, t: number): number => a + (b - a) * t;
export const adam = (w: Float64Array, dw: Float64Array, c: C = {}): [Float64Array, C] => {
  const { learning_rate: lr = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, t = 0 } = c;
  const m = dw.map((g, i) => lerp(c.m?.[i] ?? 0, g, beta1));
  const v = dw.map((g, i) => lerp(g * g, c.v?.[i] ?? 0, beta2));
  return [w.map((x, i) => x - (lr * m[i]!) / (1 - beta1 ** (t + 1)) / (Math.sqrt(v[i]! / (1 - beta2 ** (t + 1))) + epsilon)), { ...c, m, v, t: t + 1 }];
};
