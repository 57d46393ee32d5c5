// verdict: wrong_answer
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: step-returned
// cause: Returns [velocity, config]: the new velocity instead of the new weights (nextW is computed and dropped).
export function sgd_momentum(w, dw, config) {
  config = config ?? {};
  const lr = config.learning_rate ?? 1e-2;
  const mu = config.momentum ?? 0.9;
  let velocity = config.velocity ?? new Float64Array(w.length);
  velocity = velocity.map((v, i) => mu * v - lr * dw[i]);
  const nextW = w.map((x, i) => x + velocity[i]);
  config.velocity = velocity;
  return [velocity, config];
}
