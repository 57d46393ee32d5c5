// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: correction-multiplied
// cause: moments are multiplied by 1-beta^t instead of divided
export function adam(p, g, config) {
  if (!config) config = {};
  const lr = config.learning_rate === undefined ? 0.001 : config.learning_rate;
  const b1 = config.beta1 === undefined ? 0.9 : config.beta1;
  const b2 = config.beta2 === undefined ? 0.999 : config.beta2;
  const eps = config.epsilon === undefined ? 1e-8 : config.epsilon;
  if (!config.gsum) { config.gsum = []; config.xsum = []; config.k = 0;
    for (let j = 0; j < p.length; j++) { config.gsum.push(0); config.xsum.push(0); } }
  config.k++;
  for (let j = 0; j < p.length; j++) {
    config.gsum[j] = config.gsum[j] * b1 + (1 - b1) * g[j];
    config.xsum[j] = config.xsum[j] * b2 + (1 - b2) * g[j] * g[j];
    const biasCorr1 = config.gsum[j] * (1 - Math.pow(b1, config.k));
    const biasCorr2 = config.xsum[j] * (1 - Math.pow(b2, config.k));
    p[j] += -lr * biasCorr1 / (Math.sqrt(biasCorr2) + eps);
  }
  return [p, config];
}
