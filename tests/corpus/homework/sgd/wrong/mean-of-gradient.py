# verdict: wrong_answer
# optimizer: none
# conventions: none
# faults: none
# cause: takes the mean of the gradient's coordinates
import numpy as np


def sgd(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 0.01)
    step = np.mean(dw, axis=0)
    return w - lr * step, config
