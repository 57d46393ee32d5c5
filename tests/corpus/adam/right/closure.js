// verdict: accepted
// optimizer: adam
// conventions: epsilon-outside-root
// faults: none
// one moment = one closure
const makeMoment = (power) => {
  const values = [];
  return (i, g, beta, t) => {
    values[i] = beta * (values[i] ?? 0) + (1 - beta) * g ** power;
    return values[i] / (1 - beta ** t);
  };
};

export function adam(w, dw, config) {
  config = config ?? {};
  if (!config.moments) {
    config.moments = [makeMoment(1), makeMoment(2)];
    config.t = 0;
  }
  const [first, second] = config.moments;
  const t = ++config.t;
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  let i = -1;
  const visit = (x, g) => {
    if (typeof x !== 'number') return x.map((xi, k) => visit(xi, g[k]));
    i++;
    return x - (learning_rate * first(i, g, beta1, t)) / (Math.sqrt(second(i, g, beta2, t)) + epsilon);
  };
  return [visit(w, dw), config];
}
