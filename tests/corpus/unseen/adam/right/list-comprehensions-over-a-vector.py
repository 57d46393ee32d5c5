# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import math

def adam(w, dw, config=None):
    config = {} if config is None else config
    lr, b1, b2, eps = (config.get(k, d) for k, d in
                       [('learning_rate', 1e-3), ('beta1', 0.9), ('beta2', 0.999), ('epsilon', 1e-8)])
    n = len(w)
    t = config['t'] = 1 + config.get('t', 0)
    m = config['m'] = [b1 * a + (1 - b1) * g for a, g in zip(config.get('m', [0] * n), dw)]
    v = config['v'] = [b2 * a + (1 - b2) * g * g for a, g in zip(config.get('v', [0] * n), dw)]
    d1, d2 = 1 - b1 ** t, 1 - b2 ** t
    return [x - lr * (a / d1) / (math.sqrt(q / d2) + eps) for x, a, q in zip(w, m, v)], config
