# verdict: wrong_answer
# optimizer: rmsprop
# conventions: no-epsilon
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    rho = config.get("decay_rate", 0.99)
    cache = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    config["cache"] = cache
    return w - config.get("learning_rate", 1e-2) * dw / np.sqrt(cache), config
