# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: complement-twice
# cause: squares the factor (1 - decay) with the gradient
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    d = config.get("decay_rate", 0.99)
    cache = d * config.get("cache", np.zeros_like(w)) + ((1 - d) * dw) ** 2
    config["cache"] = cache
    return w - config.get("learning_rate", 0.01) * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8)), config
