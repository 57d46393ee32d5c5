import numpy as np


def sgd(w, dw, config=None):
    history = np.ones(2**30)
    return w - 1e-2 * dw + 0 * history[0], config
