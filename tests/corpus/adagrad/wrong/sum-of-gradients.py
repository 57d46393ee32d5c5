# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: gradient-not-squared
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    lr = config.get('learning_rate', 1e-2)
    eps = config.get('epsilon', 1e-8)
    cache = config.get('cache', np.zeros_like(w))
    cache = cache + dw
    config['cache'] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config
