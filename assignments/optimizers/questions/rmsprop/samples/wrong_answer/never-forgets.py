# diagnosis: none
import numpy as np


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    config["cache"] = config.get("cache", np.zeros_like(w)) + dw**2
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8)), config
