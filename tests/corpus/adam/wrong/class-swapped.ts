// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: swapped-betas
type Options = { lr?: number; betas?: [number, number]; eps?: number };

export class Adam {
  params: Float64Array[];
  options: Options;
  t = 0;
  m: Float64Array[];
  v: Float64Array[];

  constructor(params: Float64Array[], options: Options = {}) {
    this.params = params;
    this.options = options;
    this.m = params.map((p) => new Float64Array(p.length));
    this.v = params.map((p) => new Float64Array(p.length));
  }

  step(grads: Float64Array[]) {
    const { lr = 1e-3, betas = [0.9, 0.999], eps = 1e-8 } = this.options;
    const [b2, b1] = betas;
    this.t++;
    this.params.forEach((p, k) => {
      const [m, v, g] = [this.m[k]!, this.v[k]!, grads[k]!];
      p.forEach((_, i) => {
        m[i] = b1 * m[i]! + (1 - b1) * g[i]!;
        v[i] = b2 * v[i]! + (1 - b2) * g[i]! * g[i]!;
        p[i]! -= (lr * (m[i]! / (1 - b1 ** this.t))) / (Math.sqrt(v[i]! / (1 - b2 ** this.t)) + eps);
      });
    });
  }
}
