# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: ascent, missing-root
# cause: plus instead of minus, and no root
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    alpha = config.get("learning_rate", 1e-2)
    eps = config.get("epsilon", 1e-8)
    r = config.get("r", np.zeros_like(w)) + dw * dw
    config["r"] = r
    return w + alpha / (eps + r) * dw, config
