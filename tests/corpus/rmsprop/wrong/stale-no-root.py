# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: stale-moment, missing-root
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    cache = config.get("cache", np.zeros_like(w))
    rho = config.get("decay_rate", 0.99)
    next_w = w - config.get("learning_rate", 1e-2) / (cache + config.get("epsilon", 1e-8)) * dw
    cache = rho * cache + (1 - rho) * dw ** 2
    config["cache"] = cache
    return next_w, config
