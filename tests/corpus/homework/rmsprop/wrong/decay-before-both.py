# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: weights-exchanged
# cause: the decay stands before the bracket of cache and square
import numpy as np
def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault('learning_rate', 1e-2)
    config.setdefault('decay_rate', 0.99)
    config.setdefault('epsilon', 1e-8)
    cache = config.get('cache', np.zeros_like(w))
    lr, d, eps = config['learning_rate'], config['decay_rate'], config['epsilon']
    cache = d*(cache + dw**2)
    config["cache"]=cache
    return w - lr*dw/(np.sqrt(cache)+eps), config
