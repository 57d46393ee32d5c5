# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import math
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
    config['t'] += 1

    next_w = np.array(w, dtype=float)
    flat_w, flat_dw = next_w.reshape(-1), np.reshape(dw, -1)
    m, v = config['m'].reshape(-1), config['v'].reshape(-1)
    for i in range(flat_w.size):
        g = flat_dw[i]
        m[i] = config['beta1'] * m[i] + (1 - config['beta1']) * g
        v[i] = config['beta2'] * v[i] + (1 - config['beta2']) * g * g
        mc = m[i] / (1 - config['beta1'] ** config['t'])
        vc = v[i] / (1 - config['beta2'] ** config['t'])
        flat_w[i] -= config['learning_rate'] * mc / (math.sqrt(vc) + config['epsilon'])
    return next_w, config
