# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: weights-exchanged
# cause: decay_rate and 1 - decay_rate are exchanged: the old cache is weighted 0.01, the new square 0.99.
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    d = config['decay_rate']
    config['cache'] = d * dw**2 + (1 - d) * config['cache']
    next_w = w - config['learning_rate'] * dw / (np.sqrt(config['cache']) + config['epsilon'])
    return next_w, config
