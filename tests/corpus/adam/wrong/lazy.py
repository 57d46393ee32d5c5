# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adam(w, dw, config=None):
    """Lazy Adam: moments change only where there is a gradient."""
    config = {} if config is None else config
    lr, b1, b2, eps = config.get("learning_rate", 1e-3), config.get("beta1", .9), config.get("beta2", .999), config.get("epsilon", 1e-8)
    t = config["t"] = config.get("t", 0) + 1
    m, v = config.get("m", np.zeros_like(w)), config.get("v", np.zeros_like(w))
    there = dw != 0
    m = config["m"] = np.where(there, b1 * m + (1 - b1) * dw, m)
    v = config["v"] = np.where(there, b2 * v + (1 - b2) * dw * dw, v)
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), config
