// verdict: invalid_submission
// optimizer: none
// conventions: none
// faults: none
// ran out of time for adam, see rmsprop
export function rmsprop(w, dw, config) {
  config = config ?? {};
  const c = (config.cache ?? 0) * 0.99 + 0.01 * dw * dw;
  config.cache = c;
  return [w - (1e-2 * dw) / (Math.sqrt(c) + 1e-8), config];
}
