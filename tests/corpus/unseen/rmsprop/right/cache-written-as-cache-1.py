# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    c = config['cache']
    config['cache'] = c - (1 - config['decay_rate']) * (c - dw**2)
    rms = np.sqrt(config['cache'])
    next_w = w - (config['learning_rate'] / (rms + config['epsilon'])) * dw
    return next_w, config
