# diagnosis: none
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    buffer = config.get("momentum", 0.9) * config.get("velocity", 0.0) + dw
    config["velocity"] = buffer
    return w - config.get("learning_rate", 1e-2) * buffer, config
