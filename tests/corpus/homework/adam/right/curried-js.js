// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
const ema = (beta) => (average, value) => beta * average + (1 - beta) * value;
const unbias = (beta, t) => (average) => average / (1 - beta ** t);

const adam = (w, dw, config) => {
  const { learning_rate: lr = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, m = [], v = [], t: past = 0 } = config ?? {};
  const t = past + 1;
  const nextM = Array.from(dw, (g, i) => ema(beta1)(m[i] ?? 0, g));
  const nextV = Array.from(dw, (g, i) => ema(beta2)(v[i] ?? 0, g * g));
  const mHat = nextM.map(unbias(beta1, t));
  const vHat = nextV.map(unbias(beta2, t));
  const nextW = w.map((x, i) => x - (lr * mHat[i]) / (Math.sqrt(vHat[i]) + epsilon));
  return [nextW, { ...config, m: nextM, v: nextV, t }];
};
