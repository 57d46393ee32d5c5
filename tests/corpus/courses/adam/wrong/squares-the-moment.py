# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: moment-squared
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-3)
    config.setdefault('beta1', 0.9)
    config.setdefault('beta2', 0.999)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('m', np.zeros_like(w))
    config.setdefault('v', np.zeros_like(w))
    config.setdefault('t', 0)
    lr, b1, b2, eps = config['learning_rate'], config['beta1'], config['beta2'], config['epsilon']
    m, v, t = config['m'], config['v'], config['t']
    t = t + 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * m ** 2
    mt = m / (1 - b1 ** t)
    vt = v / (1 - b2 ** t)
    next_w = w - lr * mt / (np.sqrt(vt) + eps)
    config['m'], config['v'], config['t'] = m, v, t
    return next_w, config
