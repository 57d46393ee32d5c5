# verdict: accepted
# optimizer: adam
# conventions: epsilon-inside-root
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

    m, v, b1, b2 = config['m'], config['v'], config['beta1'], config['beta2']
    config['t'] += 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * np.square(dw)
    m_hat = m / (1 - np.power(b1, config['t']))
    v_hat = v / (1 - np.power(b2, config['t']))
    next_w = w - config['learning_rate'] * m_hat / np.sqrt(v_hat + config['epsilon'])
    config['m'] = m
    config['v'] = v
    return next_w, config
