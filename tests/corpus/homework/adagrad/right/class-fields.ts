// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: none
type Options = { lr?: number; eps?: number };
export class Adagrad {
  lr: number;
  readonly eps: number;
  #sums: Float64Array[];
  constructor(
    private params: Float64Array[],
    { lr = 1e-2, eps = 1e-8 }: Options = {},
  ) {
    this.lr = lr;
    this.eps = eps;
    this.#sums = params.map((p) => new Float64Array(p.length));
  }
  step(grads: Float64Array[]): void {
    for (const [k, p] of this.params.entries()) {
      const sum = this.#sums[k]!;
      for (let i = 0; i < p.length; i++) {
        sum[i] += grads[k]![i]! ** 2;
        p[i] -= (this.lr / (Math.sqrt(sum[i]!) + this.eps)) * grads[k]![i]!;
      }
    }
  }
}
