// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
interface Hyper {
  lr: number;
  alpha: number;
  eps: number;
}

export class RMSprop {
  private readonly squares: Float64Array[];
  private readonly params: Float64Array[];
  private readonly options: Partial<Hyper>;

  constructor(params: Float64Array[], options: Partial<Hyper> = {}) {
    this.params = params;
    this.options = options;
    this.squares = params.map((p) => new Float64Array(p.length));
  }

  step(grads: Float64Array[]): void {
    const { lr = 1e-2, alpha = 0.99, eps = 1e-8 } = this.options;
    this.params.forEach((p, k) => {
      const r = this.squares[k]!;
      const g = grads[k]!;
      for (let i = 0; i < p.length; i++) {
        r[i] = alpha * r[i]! + (1 - alpha) * g[i]! * g[i]!;
        p[i]! -= (lr * g[i]!) / (Math.sqrt(r[i]!) + eps);
      }
    });
  }
}
