# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: first-step-left-out
# cause: the first call makes the cache and returns before the step
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    rho = config.setdefault("decay_rate", 0.99)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    if "cache" not in config:
        config["cache"] = (1 - rho) * dw**2
        return w, config
    config["cache"] = rho * config["cache"] + (1 - rho) * dw**2
    return w - lr * dw / (np.sqrt(config["cache"]) + eps), config
