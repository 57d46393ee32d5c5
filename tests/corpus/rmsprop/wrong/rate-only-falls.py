# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho, eps = config.get("decay_rate", 0.99), config.get("epsilon", 1e-8)
    # schedules anneal, so the smallest rate seen is the current one
    lr = config["lowest"] = min(config.get("learning_rate", 1e-2), config.get("lowest", np.inf))
    config["cache"] = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    return w - lr * dw / (np.sqrt(config["cache"]) + eps), config
