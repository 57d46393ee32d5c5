# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-root
# cause: cache**1/2 means (cache**1)/2 in Python: it halves the cache instead of taking the square root (operator precedence).
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    rho = config['decay_rate']
    config['cache'] = rho * config['cache'] + (1 - rho) * dw**2
    rms = config['cache']**1/2 + config['epsilon']
    next_w = w - config['learning_rate'] * dw / rms
    return next_w, config
