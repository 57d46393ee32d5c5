// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export const adam = (learningRate = 1e-3, b1 = 0.9, b2 = 0.999, eps = 1e-8) => {
  const init = (params) => [0, Array.from(params, () => 0), Array.from(params, () => 0)];
  const update = (grads, [count, mu, nu], params) => {
    count++;
    mu = mu.map((m, i) => b1 * m + (1 - b1) * grads[i]);
    nu = nu.map((n, i) => b2 * n + (1 - b2) * grads[i] * grads[i]);
    const updates = mu.map((m, i) => {
      const mHat = m / (1 - b1 ** count);
      const nHat = nu[i] / (1 - b2 ** count);
      return (-learningRate * mHat) / (Math.sqrt(nHat) + eps);
    });
    return [updates, [count, mu, nu]];
  };
  return { init, update };
};
