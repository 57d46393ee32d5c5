/**
 * Five update rules, each: rule(w, dw, config) returns [nextW, config].
 *
 * w, dw   Float64Array: the parameters and the gradient of the loss at them.
 * config  hyperparameters and whatever the rule has to remember; it is handed back at the next step.
 */

export function sgd(w, dw, config = {}) {
  const { learning_rate = 1e-2 } = config;
  throw new Error('sgd is yours to write');
}

export function sgd_momentum(w, dw, config = {}) {
  const { learning_rate = 1e-2, momentum = 0.9, velocity = w.map(() => 0) } = config;
  throw new Error('sgd_momentum is yours to write');
}

export function adagrad(w, dw, config = {}) {
  const { learning_rate = 1e-2, epsilon = 1e-8, cache = w.map(() => 0) } = config;
  throw new Error('adagrad is yours to write');
}

export function rmsprop(w, dw, config = {}) {
  const { learning_rate = 1e-2, decay_rate = 0.99, epsilon = 1e-8, cache = w.map(() => 0) } = config;
  throw new Error('rmsprop is yours to write');
}

export function adam(w, dw, config = {}) {
  const { learning_rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = config;
  const { m = w.map(() => 0), v = w.map(() => 0), t = 0 } = config;
  throw new Error('adam is yours to write');
}
