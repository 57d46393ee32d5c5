// verdict: wrong_answer
// optimizer: adagrad
// conventions: epsilon-outside-root
// faults: state-not-kept
exports.adagrad = ({ learning_rate = 0.01, epsilon = 1e-8 } = {}) => ({
  init: (params) => params.map(() => 0),
  update(grads, sum) {
    const next = sum.map((s, i) => s + grads[i] ** 2);
    return [grads.map((g, i) => (-learning_rate * g) / (Math.sqrt(next[i]) + epsilon)), sum];
  },
});
