// verdict: accepted
// optimizer: sgd
// conventions: none
// faults: none
export const sgd = (w, dw, config) => {
  const cfg = config || {};
  if (typeof cfg.learning_rate !== 'number') cfg.learning_rate = 1e-2;
  dw.forEach((g, i) => { w[i] -= cfg.learning_rate * g; });
  return [w, cfg];
};
