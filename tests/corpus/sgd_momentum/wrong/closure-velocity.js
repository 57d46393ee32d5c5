// verdict: partially_accepted
// optimizer: momentum
// conventions: heavy-ball, learning-rate-inside-velocity
// faults: state-shared
export const sgd_momentum = (() => {
  const velocities = {};
  return (w, dw, config) => {
    const { learning_rate = 0.01, momentum = 0.9 } = config ?? {};
    const v = (velocities[w.length] ??= w.map(() => 0));
    for (let i = 0; i < w.length; i++) {
      v[i] = momentum * v[i] - learning_rate * dw[i];
      w[i] += v[i];
    }
    return [w, config];
  };
})();
