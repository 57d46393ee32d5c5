// verdict: partially_accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: state-shared
const state = { size: -1, m: [], v: [], t: 0 };
const sizeOf = (x) => (typeof x === 'number' ? 1 : [...x].reduce((n, xi) => n + sizeOf(xi), 0));

export function adam(w, dw, config) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config ?? {};
  if (state.size !== sizeOf(w)) {
    state.size = sizeOf(w);
    state.m = new Array(state.size).fill(0);
    state.v = new Array(state.size).fill(0);
    state.t = 0;
  }
  state.t += 1;
  let k = 0;
  const go = (x, g) => {
    if (typeof x !== 'number') return x.map((xi, i) => go(xi, g[i]));
    const m = (state.m[k] = beta1 * state.m[k] + (1 - beta1) * g);
    const v = (state.v[k] = beta2 * state.v[k] + (1 - beta2) * g * g);
    k += 1;
    return x - (learning_rate * (m / (1 - beta1 ** state.t))) / (Math.sqrt(v / (1 - beta2 ** state.t)) + epsilon);
  };
  return [go(w, dw), config ?? {}];
}
