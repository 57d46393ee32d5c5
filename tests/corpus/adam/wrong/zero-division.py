# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
import math
import numpy as np

def adam(w, dw, config=None):
    config = config or {}
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config.get("t", 0)
    lr_t = config.get("learning_rate", 1e-3) * math.sqrt(1 - b2**t) / (1 - b1**t)
    config["m"] = b1 * config.get("m", 0) + (1 - b1) * dw
    config["v"] = b2 * config.get("v", 0) + (1 - b2) * dw**2
    config["t"] = t + 1
    return w - lr_t * config["m"] / (np.sqrt(config["v"]) + config.get("epsilon", 1e-8)), config
