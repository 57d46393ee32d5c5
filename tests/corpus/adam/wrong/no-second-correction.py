# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: no-second-bias-correction
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr = config.setdefault('learning_rate', 1e-3)
    beta1 = config.setdefault('beta1', 0.9)
    beta2 = config.setdefault('beta2', 0.999)
    eps = config.setdefault('epsilon', 1e-8)
    m = config.setdefault('m', np.zeros_like(w))
    v = config.setdefault('v', np.zeros_like(w))
    t = config.setdefault('t', 0)
    t += 1
    m = beta1 * m + (1 - beta1) * dw
    v = beta2 * v + (1 - beta2) * (dw ** 2)
    mt = m / (1 - beta1 ** t)
    next_w = w - lr * mt / (np.sqrt(v) + eps)
    config['m'], config['v'], config['t'] = m, v, t
    return next_w, config
