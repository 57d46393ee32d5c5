# diagnosis: stale-moment
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    velocity = config.get("velocity", np.zeros_like(w))
    next_w = w + velocity
    config["velocity"] = config.get("momentum", 0.9) * velocity - config.get("learning_rate", 1e-2) * dw
    return next_w, config
