# diagnosis: none
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    m, v, t = config.get("state", (0.0, 0.0, 0))
    t += 1
    m = m + (1 - b1) * (dw - m)
    v = v + (1 - b2) * (dw * dw - v)
    config["state"] = (m, v, t)
    rate = config.get("learning_rate", 1e-3) * (1 - b2**t) ** 0.5 / (1 - b1**t)
    return w - rate * m / (v**0.5 + config.get("epsilon", 1e-8)), config
