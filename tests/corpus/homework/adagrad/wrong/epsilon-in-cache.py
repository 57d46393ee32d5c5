# verdict: partially_accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: epsilon-misplaced
# cause: epsilon is added to the cache at every step
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = cache + dw**2 + eps
    config["cache"] = cache
    return w - lr * dw / np.sqrt(cache), config
