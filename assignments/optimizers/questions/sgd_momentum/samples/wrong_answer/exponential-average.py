# diagnosis: none
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    beta = config.get("momentum", 0.9)
    config["velocity"] = beta * config.get("velocity", np.zeros_like(w)) + (1 - beta) * dw
    return w - config.get("learning_rate", 1e-2) * config["velocity"], config
