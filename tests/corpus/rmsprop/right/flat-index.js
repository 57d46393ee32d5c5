// verdict: accepted
// optimizer: rmsprop
// conventions: epsilon-outside-root
// faults: none
export function rmsprop(w, dw, config) {
  if (config === undefined || config === null) {
    config = {};
  }
  if (config.learning_rate === undefined) config.learning_rate = 1e-2;
  if (config.decay_rate === undefined) config.decay_rate = 0.99;
  if (config.epsilon === undefined) config.epsilon = 1e-8;

  // make everything a matrix
  const isScalar = typeof w === 'number';
  const isVector = !isScalar && !Array.isArray(w);
  const W = isScalar ? [[w]] : isVector ? [w] : w;
  const G = isScalar ? [[dw]] : isVector ? [dw] : dw;
  if (config.cache === undefined) config.cache = W.map((row) => new Array(row.length).fill(0));

  const rows = W.length, cols = W[0].length;
  const out = W.map((row) => Float64Array.from(row));
  for (let k = 0; k < rows * cols; k++) {
    const i = Math.floor(k / cols), j = k % cols;
    const g = G[i][j];
    config.cache[i][j] = config.decay_rate * config.cache[i][j] + (1 - config.decay_rate) * g * g;
    out[i][j] -= config.learning_rate * g / (Math.sqrt(config.cache[i][j]) + config.epsilon);
  }
  return [isScalar ? out[0][0] : isVector ? out[0] : out, config];
}
