# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    config.setdefault("cache", np.zeros(w.shape, dtype=int))
    rho = config.get("decay_rate", 0.99)
    config["cache"] *= rho
    config["cache"] += (1 - rho) * dw ** 2
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8)), config
