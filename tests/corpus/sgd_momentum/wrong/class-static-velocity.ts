// verdict: partially_accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: state-shared
export class SgdMomentum {
  static velocity = new Map<number, Float64Array>();
  params: Float64Array[];
  lr: number;
  momentum: number;

  constructor(params: Float64Array[], { lr = 0.01, momentum = 0.9 }: { lr?: number; momentum?: number } = {}) {
    this.params = params;
    this.lr = lr;
    this.momentum = momentum;
  }

  step(grads: Float64Array[]): void {
    for (let k = 0; k < grads.length; k++) {
      const p = this.params[k] as Float64Array;
      const v = SgdMomentum.velocity.get(p.length) ?? new Float64Array(p.length);
      SgdMomentum.velocity.set(p.length, v);
      for (let i = 0; i < p.length; i++) {
        v[i] = this.momentum * v[i]! - this.lr * grads[k]![i]!;
        p[i] = p[i]! + v[i]!;
      }
    }
  }
}
