# diagnosis: none
import numpy as np


def adagrad(w, dw, config=None):
    config = {} if config is None else config
    config["cache"] = config.get("cache", np.zeros_like(w)) + np.square(dw)
    rate = config.get("learning_rate", 1e-2) / np.sqrt(config["cache"] + config.get("epsilon", 1e-8))
    return w - rate * dw, config
