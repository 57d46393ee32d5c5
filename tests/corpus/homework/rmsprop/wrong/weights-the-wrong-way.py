# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: weights-exchanged
# cause: decay and its complement have changed places
import numpy as np


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    d = config.setdefault("decay_rate", 0.99)
    s = config.setdefault("s", np.zeros_like(w))
    s = (1 - d) * s + d * dw * dw
    config["s"] = s
    return w - config.setdefault("learning_rate", 0.01) / np.sqrt(s + config.setdefault("epsilon", 1e-8)) * dw, config
