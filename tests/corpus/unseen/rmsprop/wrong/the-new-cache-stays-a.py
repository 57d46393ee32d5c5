# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-not-kept
# cause: The new cache stays a local variable and is not put back in config.
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    lr, rho, eps, cache = config['learning_rate'], config['decay_rate'], config['epsilon'], config['cache']
    cache = rho * cache + (1 - rho) * np.square(dw)
    next_w = w - lr * dw / (np.sqrt(cache) + eps)
    return next_w, config
