// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
interface S { learning_rate?: number; beta1?: number; beta2?: number; epsilon?: number; steps?: number; first?: Float64Array; second?: Float64Array }
const lerp = (a: number, b: number, x: number) => a + (b - a) * x;
export function adam(w: Float64Array, dw: Float64Array, config?: S): [Float64Array, S] {
  const s: S = config ?? {};
  const b1 = s.beta1 ?? 0.9, b2 = s.beta2 ?? 0.999;
  s.first ??= new Float64Array(w.length);
  s.second ??= new Float64Array(w.length);
  s.steps = (s.steps ?? 0) + 1;
  for (let i = 0; i < w.length; i++) {
    s.first[i] = lerp(s.first[i], dw[i], 1 - b1);
    s.second[i] = lerp(s.second[i], dw[i] ** 2, 1 - b2);
    w[i] -= (s.learning_rate ?? 1e-3) / (1 - b1 ** s.steps) * s.first[i] / (Math.sqrt(s.second[i]) / Math.sqrt(1 - b2 ** s.steps) + (s.epsilon ?? 1e-8));
  }
  return [w, s];
}
