# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: coordinates-pooled
# cause: one sum for all coordinates
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    config["cache"] = config.get("cache", 0.0) + np.sum(dw**2)
    w = w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8))
    return w, config
