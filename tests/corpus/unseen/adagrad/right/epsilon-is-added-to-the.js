// verdict: accepted
// optimizer: adagrad
// conventions: epsilon-inside-root
// faults: none
function zeros(n) {
  return new Float64Array(n).fill(0);
}

export function adagrad(w, dw, config) {
  if (!config) config = {};
  if (config.learning_rate === undefined) config.learning_rate = 1e-2;
  if (config.epsilon === undefined) config.epsilon = 1e-8;
  if (config.cache === undefined) config.cache = zeros(w.length);

  let nextW = Float64Array.from(w);
  for (let i = 0; i < nextW.length; i += 1) {
    config.cache[i] = config.cache[i] + Math.pow(dw[i], 2);
    let adapted = config.learning_rate / Math.sqrt(config.epsilon + config.cache[i]);
    nextW[i] -= adapted * dw[i];
  }
  return [nextW, config];
}
