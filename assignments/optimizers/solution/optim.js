/** The five update rules of the reading. */

const zeros = (w) => w.map(() => 0);

export function sgd(w, dw, config = {}) {
  const { learning_rate = 1e-2 } = config;
  return [w.map((x, i) => x - learning_rate * dw[i]), config];
}

export function sgd_momentum(w, dw, config = {}) {
  const { learning_rate = 1e-2, momentum = 0.9, velocity = zeros(w) } = config;
  const next = velocity.map((v, i) => momentum * v - learning_rate * dw[i]);
  return [w.map((x, i) => x + next[i]), { ...config, velocity: next }];
}

export function adagrad(w, dw, config = {}) {
  const { learning_rate = 1e-2, epsilon = 1e-8, cache = zeros(w) } = config;
  const next = cache.map((r, i) => r + dw[i] ** 2);
  return [w.map((x, i) => x - (learning_rate * dw[i]) / (Math.sqrt(next[i]) + epsilon)), { ...config, cache: next }];
}

export function rmsprop(w, dw, config = {}) {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8, cache = zeros(w) } = config;
  const next = cache.map((r, i) => decay_rate * r + (1 - decay_rate) * dw[i] ** 2);
  return [w.map((x, i) => x - (learning_rate * dw[i]) / (Math.sqrt(next[i]) + epsilon)), { ...config, cache: next }];
}

export function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const t = (config.t ?? 0) + 1;
  const m = (config.m ?? zeros(w)).map((x, i) => beta1 * x + (1 - beta1) * dw[i]);
  const v = (config.v ?? zeros(w)).map((x, i) => beta2 * x + (1 - beta2) * dw[i] ** 2);
  const next = w.map((x, i) => {
    const mHat = m[i] / (1 - beta1 ** t);
    const vHat = v[i] / (1 - beta2 ** t);
    return x - (learning_rate * mHat) / (Math.sqrt(vHat) + epsilon);
  });
  return [next, { ...config, m, v, t }];
}
