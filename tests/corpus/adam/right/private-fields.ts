// verdict: accepted
// optimizer: adam
// conventions: epsilon-inside-root
// faults: none
abstract class Optimizer {
  protected abstract advance(k: number, grad: Float64Array): Float64Array;
  #params: Float64Array[];
  constructor(params: Float64Array[]) {
    this.#params = params;
  }
  step(grads: Float64Array[]): Float64Array[] {
    this.#params = this.#params.map((p, k) => {
      const change = this.advance(k, grads[k]!);
      return p.map((x, i) => x - change[i]!);
    });
    return this.#params;
  }
}

export class Adam extends Optimizer {
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  readonly #moments: { m: Float64Array; v: Float64Array; t: number }[];

  constructor(params: Float64Array[], { lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 } = {}) {
    super(params);
    [this.lr, this.beta1, this.beta2, this.eps] = [lr, beta1, beta2, eps];
    this.#moments = params.map(({ length }) => ({ m: new Float64Array(length), v: new Float64Array(length), t: 0 }));
  }

  protected override advance(k: number, grad: Float64Array): Float64Array {
    const s = this.#moments[k]!;
    s.t++;
    return grad.map((g, i) => {
      const m = (s.m[i] = this.beta1 * s.m[i]! + (1 - this.beta1) * g);
      const v = (s.v[i] = this.beta2 * s.v[i]! + (1 - this.beta2) * g * g);
      return (this.lr * m) / (1 - this.beta1 ** s.t) / Math.sqrt(v / (1 - this.beta2 ** s.t) + this.eps);
    });
  }
}
