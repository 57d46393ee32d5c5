# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 0.01)
    eps = config.get("epsilon", 1e-8)
    gain = 1 - config.get("decay_rate", 0.99)
    s = config.get("s", np.zeros_like(w))
    s = s + gain * (dw**2 - s)
    config["s"] = s
    return w - lr * dw / (np.sqrt(s) + eps), config
