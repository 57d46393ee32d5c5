# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: hyperparameter-fixed
# cause: epsilon written out as 1e-8
import numpy as np

def rmsprop(x, dx, config=None):
    if config is None: config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("decay_rate", 0.99)
    config.setdefault("cache", np.zeros_like(x))
    config["cache"] = config["decay_rate"] * config["cache"] + (1 - config["decay_rate"]) * dx**2
    x += - config["learning_rate"] * dx / (np.sqrt(config["cache"]) + 1e-8)
    return x, config
