# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
# cause: This is AdaGrad: the cache is the plain sum of squared gradients and decay_rate is not used.
import numpy as np

def rmsprop(x, dx, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    config.setdefault('cache', np.zeros_like(x))

    cache = config['cache']
    cache = cache + dx**2
    next_x = x - config['learning_rate'] * dx / (np.sqrt(cache) + config['epsilon'])
    config['cache'] = cache
    return next_x, config
