# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(x, dx, config=None):
    config = {} if config is None else config
    decay = config.setdefault('decay_rate', 0.99)
    rate = config.setdefault('learning_rate', 1e-2)
    eps = config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(x))

    config['cache'] *= decay
    config['cache'] += np.abs(dx) ** 2 * (1 - decay)
    x += -rate * dx * np.reciprocal(config['cache'] ** .5 + eps)
    return x, config
