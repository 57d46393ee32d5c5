// diagnosis: none
type Config = { learning_rate?: number };

export const sgd = (w: Float64Array, dw: Float64Array, config: Config = {}): [Float64Array, Config] => {
  const rate = config.learning_rate ?? 1e-2;
  return [w.map((x, i) => x - rate * dw[i]), config];
};
