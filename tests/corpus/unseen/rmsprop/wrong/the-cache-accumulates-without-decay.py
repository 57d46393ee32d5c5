# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: average-summed
# cause: The cache accumulates without decay: cache += (1 - decay) dw^2, the old cache is not multiplied by decay_rate.
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    config['cache'] += (1 - config['decay_rate']) * dw ** 2
    next_w = w - config['learning_rate'] * dw / (np.sqrt(config['cache']) + config['epsilon'])

    return next_w, config
