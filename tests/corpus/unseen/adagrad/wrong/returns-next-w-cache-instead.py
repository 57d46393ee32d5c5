# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
# cause: Returns (next_w, cache) instead of (next_w, config): the second value is the cache array, so the next call with it as config fails.
import numpy as np

def adagrad(w, dw, config=None):
    '''adagrad, the learning rate gets smaller for params with large gradients'''
    if config is None:
        config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('epsilon', 1e-8)
    cache = config.get('cache', np.zeros_like(w))

    cache = cache + dw * dw
    next_w = w - config['learning_rate'] * dw / (np.sqrt(cache) + config['epsilon'])
    config['cache'] = cache
    return next_w, cache
