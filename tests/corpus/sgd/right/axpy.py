# verdict: accepted
# optimizer: sgd
# conventions: none
# faults: none
import numpy as np

DEFAULTS = {"learning_rate": 1e-2}


def axpy(a, x, y):
    # BLAS level 1: a*x + y
    return np.add(np.multiply(a, x), y)


def sgd(w, dw, config=None):
    config = {**DEFAULTS, **(config or {})}
    return axpy(-config["learning_rate"], dw, w), config
