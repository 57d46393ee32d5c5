# diagnosis: none
import math

import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    rho = config.get("decay_rate", 0.99)
    eps = config.get("epsilon", 1e-8)
    cache = config.setdefault("cache", np.zeros(np.shape(w)))
    next_w = np.array(w, dtype=float)
    for i in np.ndindex(np.shape(w)):
        cache[i] += (1 - rho) * (dw[i] ** 2 - cache[i])
        next_w[i] -= lr * dw[i] / (math.sqrt(cache[i]) + eps)
    return next_w, config
