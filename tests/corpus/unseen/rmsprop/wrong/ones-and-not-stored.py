# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-starts-elsewhere, state-not-kept
# cause: the cache starts at ones and not zeros, and it is never written back.
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.ones_like(w))   # ones so we never divide by zero

    cache = config['decay_rate'] * config['cache'] + (1 - config['decay_rate']) * dw ** 2
    next_w = w - config['learning_rate'] * dw / (np.sqrt(cache) + config['epsilon'])
    return next_w, config
