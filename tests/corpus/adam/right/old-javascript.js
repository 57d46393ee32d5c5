// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
export function adam(w, dw, config) {
  var cfg = config ? config : {};
  var lr = cfg.learning_rate === undefined ? 0.001 : cfg.learning_rate;
  var b1 = cfg.beta1 === undefined ? 0.9 : cfg.beta1;
  var b2 = cfg.beta2 === undefined ? 0.999 : cfg.beta2;
  var eps = cfg.epsilon === undefined ? 1e-8 : cfg.epsilon;
  if (!cfg.t) { cfg.t = 0; cfg.m = {}; cfg.v = {}; }
  cfg.t++;

  function number(x, g, key) {
    var m = cfg.m[key] = b1 * (cfg.m[key] || 0) + (1 - b1) * g;
    var v = cfg.v[key] = b2 * (cfg.v[key] || 0) + (1 - b2) * g * g;
    return x - lr * (m / (1 - Math.pow(b1, cfg.t))) / (Math.sqrt(v / (1 - Math.pow(b2, cfg.t))) + eps);
  }

  if (typeof w === 'number') return [number(w, dw, 'x'), cfg];
  for (var i = 0; i < w.length; i++) {
    if (typeof w[i] === 'number') w[i] = number(w[i], dw[i], i);
    else for (var j = 0; j < w[i].length; j++) w[i][j] = number(w[i][j], dw[i][j], i + '/' + j);
  }
  return [w, cfg];
}
