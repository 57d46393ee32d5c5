// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
const DEFAULTS = Object.freeze({ learning_rate: 0.01 });
const axpy = (a, x, y) => y.map((yi, i) => a * x[i] + yi);
module.exports = {
  sgd(w, dw, config) {
    const all = Object.assign({}, DEFAULTS, config);
    return [axpy(-all.learning_rate, dw, w), all];
  },
};
