# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-inside-root
# faults: none
import numpy as np


def adagrad(w, dw, config=None):
    config = dict() if config is None else config
    g2 = config["sum"] = config.get("sum", 0) + np.power(dw, 2)
    rate = config.get("learning_rate", 1e-2) * np.power(g2 + config.get("epsilon", 1e-8), -0.5)
    return w - rate * dw, config
