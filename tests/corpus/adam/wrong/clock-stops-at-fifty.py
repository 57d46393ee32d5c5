# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    lr, b1, b2, eps = config.get("learning_rate", 1e-3), config.get("beta1", .9), config.get("beta2", .999), config.get("epsilon", 1e-8)
    config["t"] = min(config.get("t", 0) + 1, 50)
    config["m"] = b1 * config.get("m", 0) + (1 - b1) * dw
    config["v"] = b2 * config.get("v", 0) + (1 - b2) * dw**2
    mh = config["m"] / (1 - b1 ** config["t"])
    vh = config["v"] / (1 - b2 ** config["t"])
    return w - lr * mh / (np.sqrt(vh) + eps), config
