# verdict: time_limit_exceeded
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    rho = config.get("decay_rate", 0.99)
    cache = config.get("cache", np.zeros_like(w))
    # run it till convergence
    while np.max(np.abs(dw)) > -1:
        cache = rho * cache + (1 - rho) * dw**2
        w = w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8))
    config["cache"] = cache
    return w, config
