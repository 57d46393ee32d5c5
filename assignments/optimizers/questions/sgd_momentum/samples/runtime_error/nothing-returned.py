import numpy as np


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    velocity = 0.9 * config.get("velocity", np.zeros_like(w)) - 1e-2 * dw
    config["velocity"] = velocity
    w += velocity
