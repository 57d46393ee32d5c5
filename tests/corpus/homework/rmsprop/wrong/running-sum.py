# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-decay-complement
# cause: no factor (1 - decay) before the square
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    rho = config.get("decay_rate", 0.99)
    eps = config.get("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = rho * cache + dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config
