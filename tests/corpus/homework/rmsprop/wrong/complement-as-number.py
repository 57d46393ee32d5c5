# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-decay-complement
# cause: 0.1 is written where 1 - rho belongs
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    rho = config.setdefault("decay_rate", 0.99)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = rho * cache + 0.1 * dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config
