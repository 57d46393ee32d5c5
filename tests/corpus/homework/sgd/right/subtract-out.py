# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np


def sgd(w, dw, config=None):
    if config is None:
        config = {}
    np.subtract(w, np.multiply(config.setdefault("learning_rate", 1e-2), dw), out=w)
    return w, config
