# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: missing-root
# cause: squares the average where its root belongs
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    d = config.get("decay_rate", 0.99)
    cache = d * config.get("cache", np.zeros_like(w)) + (1 - d) * dw**2
    config["cache"] = cache
    return w - config.get("learning_rate", 0.01) * dw / (cache**2 + config.get("epsilon", 1e-8)), config
