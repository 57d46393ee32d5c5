// verdict: wrong_answer
// optimizer: adam
// conventions: epsilon-outside-root
// faults: swapped-betas
export function adam(w, dw, config) {
  const { learning_rate: a = 1e-3, beta1: bv = 0.9, beta2: bm = 0.999, epsilon: e = 1e-8 } = config ?? {};
  const s = config?.s ?? { t: 0, m: new Map(), v: new Map() };
  s.t++;
  const f = (x, g, k) => {
    if (typeof x !== 'number') return x.map((xi, i) => f(xi, g[i], `${k}.${i}`));
    s.m.set(k, bm * (s.m.get(k) ?? 0) + (1 - bm) * g);
    s.v.set(k, bv * (s.v.get(k) ?? 0) + (1 - bv) * g * g);
    return x - (a * s.m.get(k)) / (1 - bm ** s.t) / (Math.sqrt(s.v.get(k) / (1 - bv ** s.t)) + e);
  };
  return [f(w, dw, ''), { ...config, s }];
}
