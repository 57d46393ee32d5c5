# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
# cause: RMSProp with a decay of 0.9 of its own
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    lr, eps = config.get("learning_rate", 1e-2), config.get("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = 0.9 * cache + 0.1 * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config
