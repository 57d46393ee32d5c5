# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    lr, b1, b2 = config.get("learning_rate", 1e-3), config.get("beta1", .9), config.get("beta2", .999)
    eps = min(config.get("epsilon", 1e-8), 1e-3)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = b1 * config.get("m", 0) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", 0) + (1 - b2) * dw * dw
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), config
