// verdict: wrong_answer
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: gradient-not-squared, missing-root
export const adagrad = (
  { lr = 0.01, eps = 1e-8 }: { lr?: number; eps?: number } = {},
) => ({
  init: (p: Float64Array) => new Float64Array(p.length),
  update: (g: Float64Array, s: Float64Array): [Float64Array, Float64Array] => {
    const sum = s.map((x, i) => x + Math.abs(g[i]!));
    return [g.map((x, i) => (-lr * x) / (sum[i]! + eps)), sum];
  },
});
