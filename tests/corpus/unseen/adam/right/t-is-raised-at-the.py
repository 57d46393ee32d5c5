# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
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

    beta1, beta2, eps = config['beta1'], config['beta2'], config['epsilon']
    v = beta2 * config['v'] + (1 - beta2) * dw**2
    m = beta1 * config['m'] + (1 - beta1) * dw
    num = m / (1 - beta1 ** (config['t'] + 1))
    den = np.sqrt(v / (1 - beta2 ** (config['t'] + 1))) + eps
    next_w = w - config['learning_rate'] * (num / den)

    config['v'], config['m'] = v, m
    config['t'] = config['t'] + 1
    return next_w, config
