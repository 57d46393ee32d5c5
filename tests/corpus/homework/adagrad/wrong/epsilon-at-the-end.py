# verdict: wrong_answer
# optimizer: adagrad
# conventions: none
# faults: epsilon-added-to-step
# cause: brackets: epsilon is added to the quotient
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = cache + dw**2
    w = w - (config["learning_rate"] * dw / np.sqrt(cache) + config["epsilon"])
    config["cache"] = cache
    return w, config
