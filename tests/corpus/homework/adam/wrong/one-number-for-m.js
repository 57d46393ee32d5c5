// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: coordinates-in-turn
// cause: m is one number, which the loop over the coordinates goes on with
export function adam(w, dw, config = {}) {
  const lr = config.learning_rate ?? 1e-3, b1 = config.beta1 ?? 0.9, b2 = config.beta2 ?? 0.999, eps = config.epsilon ?? 1e-8;
  const t = (config.t ?? 0) + 1; let m = config.m ?? 0; const v = config.v ?? w.map(() => 0);
  const next = w.map((x, i) => { m = b1*m + (1-b1)*dw[i]; v[i] = b2*v[i]+(1-b2)*dw[i]*dw[i]; return x - lr*(m/(1-b1**t))/(Math.sqrt(v[i]/(1-b2**t))+eps); });
  return [next, {...config, m, v, t}];
}
