// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: state-not-kept, wrong-default
// cause: momentum has no default (undefined gives NaN), and a new zero velocity is made at every call instead of taking cfg.velocity.
export interface MomentumConfig {
  learning_rate: number;
  momentum: number;
  velocity?: Float64Array;
}

export function sgd_momentum(
  w: Float64Array,
  dw: Float64Array,
  config?: MomentumConfig,
): [Float64Array, MomentumConfig] {
  const cfg = { learning_rate: 0.01, ...(config ?? {}) } as MomentumConfig;
  const velocity = new Float64Array(w.length).fill(0);
  const nextW = Float64Array.from(w);
  nextW.forEach((_, i) => {
    velocity[i] = cfg.momentum * velocity[i]! - cfg.learning_rate * dw[i]!;
    nextW[i]! += velocity[i]!;
  });
  cfg.velocity = velocity;
  return [nextW, cfg];
}
