# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: parameters-for-gradient
# cause: takes off the weights, not the gradient
import numpy as np


def sgd(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    return w - lr * w, config
