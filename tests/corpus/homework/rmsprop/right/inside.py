# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: none
from math import sqrt

import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    rho, eta, eps = config.get("decay_rate", 0.99), config.get("learning_rate", 0.01), config.get("epsilon", 1e-8)
    E = config.setdefault("E", np.zeros_like(w))
    E[...] = rho * E + (1 - rho) * dw * dw
    root = np.vectorize(lambda x: sqrt(x + eps), otypes=[float])
    return w - eta / root(E) * dw, config
