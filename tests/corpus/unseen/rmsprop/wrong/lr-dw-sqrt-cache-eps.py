# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: epsilon-added-to-step
# cause: Parentheses: lr * (dw / sqrt(cache) + eps), epsilon is added to the quotient, not to the denominator (NaN where the cache is 0; otherwise about lr*eps per step).
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(w))

    config['cache'] = config['decay_rate'] * config['cache'] + (1 - config['decay_rate']) * dw**2
    next_w = w - config['learning_rate'] * (dw / np.sqrt(config['cache']) + config['epsilon'])

    return next_w, config
