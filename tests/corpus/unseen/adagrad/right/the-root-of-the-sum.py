# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    cache = config.setdefault('cache', np.zeros_like(w))

    root = np.hypot(np.sqrt(cache), dw)       # sqrt(cache + dw^2)
    config['cache'] = cache + dw ** 2
    return w - config['learning_rate'] * dw / (root + config['epsilon']), config
