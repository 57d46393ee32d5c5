// verdict: accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: none
interface Memory {
  readonly learning_rate?: number;
  readonly momentum?: number;
  readonly velocity?: readonly number[];
}
export const sgd_momentum = (w: Float64Array, dw: Float64Array, memory: Memory = {}): [number[], Memory] => {
  const { learning_rate = 1e-2, momentum = 0.9 } = memory;
  const velocity = [...w].map((_, i) => momentum * (memory.velocity?.[i] ?? 0) - learning_rate * dw[i]);
  return [[...w].map((x, i) => x + velocity[i]), { ...memory, velocity }];
};
