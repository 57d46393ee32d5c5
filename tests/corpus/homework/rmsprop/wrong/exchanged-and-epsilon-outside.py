# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: weights-exchanged, epsilon-added-to-step
# cause: the weights of the average are exchanged, and a bracket is missing before epsilon
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    rho = config.setdefault("decay_rate", 0.99)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = (1 - rho) * cache + rho * dw**2
    config["cache"] = cache
    return w - lr * dw / np.sqrt(cache) + eps, config
