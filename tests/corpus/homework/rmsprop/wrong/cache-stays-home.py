# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-not-kept
# cause: the new cache is never put into the config
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    rho = config.setdefault("decay_rate", 0.99)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.setdefault("cache", np.zeros_like(w))
    cache = rho * cache + (1 - rho) * dw**2
    next_w = w - lr * dw / (np.sqrt(cache) + eps)
    return next_w, config
