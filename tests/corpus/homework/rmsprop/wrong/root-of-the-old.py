# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: stale-moment
# cause: divides by the average of the step before
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr, d, eps = config.get("learning_rate", 0.01), config.get("decay_rate", 0.99), config.get("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    config["cache"] = d * cache + (1 - d) * dw**2
    next_w = w - lr * dw / np.sqrt(cache + eps)
    return next_w, config
