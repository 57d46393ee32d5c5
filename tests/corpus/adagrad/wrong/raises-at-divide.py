# verdict: runtime_error
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adagrad(w, dw, config=None):
    config = config or {}
    rate = config.get("learning_rate", 1e-2)
    eps = config.get("epsilon", 1e-8)
    r = config.get("r", np.zeros_like(w)) + dw * dw
    config["r"] = r
    # One division instead of two, and a rate of 0 divides by zero.
    slowness = 1.0 / float(rate)
    return w - dw / (slowness * (np.sqrt(r) + eps)), config
