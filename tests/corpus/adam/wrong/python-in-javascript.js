// verdict: runtime_error
// optimizer: none
// conventions: none
// faults: none
export function adam(w, dw, config) {
  if (config === null || config === undefined) config = {};
  const b1 = config.beta1 ?? 0.9, b2 = config.beta2 ?? 0.999;
  const t = (config.t ?? 0) + 1;
  const m = np.add(np.multiply(b1, config.m ?? np.zeros_like(w)), np.multiply(1 - b1, dw));
  const v = np.add(np.multiply(b2, config.v ?? np.zeros_like(w)), np.multiply(1 - b2, np.square(dw)));
  Object.assign(config, { m, v, t });
  return [np.subtract(w, np.divide(m, np.sqrt(v))), config];
}
