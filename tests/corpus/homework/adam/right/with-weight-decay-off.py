# verdict: accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    wd = config.get("weight_decay", 0.0)
    g = dw + wd * w if wd else dw
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    config["t"] = config.get("t", 0) + 1
    config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * g
    config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * g * g
    mh = config["m"] / (1 - b1 ** config["t"])
    vh = config["v"] / (1 - b2 ** config["t"])
    w = w - config.get("learning_rate", 1e-3) * mh / (np.sqrt(vh) + config.get("epsilon", 1e-8))
    return w, config
