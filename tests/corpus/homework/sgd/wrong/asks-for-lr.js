// verdict: partially_accepted
// optimizer: sgd
// conventions: none
// faults: reads-other-key
// cause: asks for config.lr, which nobody sets
function sgd(w, dw, config) {
  const cfg = config ?? {};
  const lr = cfg.lr ?? 0.01;
  return [w.map((x, i) => x - lr * dw[i]), cfg];
}
