// verdict: accepted
// optimizer: adam
// conventions: epsilon-hat
// faults: none
const tree = (f, ...ts) => (typeof ts[0] === 'number' ? f(...ts) : ts[0].map((_, i) => tree(f, ...ts.map((t) => t[i]))));
const zerosLike = (t) => tree(() => 0, t);

export const adam = (w, dw, config) => {
  const {
    learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8,
    m = zerosLike(w), v = zerosLike(w), t = 0,
  } = config || {};
  const step = t + 1;
  const lrT = (learning_rate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
  const nextM = tree((m, g) => beta1 * m + (1 - beta1) * g, m, dw);
  const nextV = tree((v, g) => beta2 * v + (1 - beta2) * g * g, v, dw);
  const nextW = tree((w, m, v) => w - (lrT * m) / (Math.sqrt(v) + epsilon), w, nextM, nextV);
  return [nextW, { ...config, m: nextM, v: nextV, t: step }];
};
