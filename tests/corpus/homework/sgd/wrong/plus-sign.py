# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: ascent
# cause: adds the gradient
import numpy as np


def sgd(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    w += lr * dw
    return w, config
