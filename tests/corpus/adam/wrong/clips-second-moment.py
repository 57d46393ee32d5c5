# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adam(w, dw, config=None):
    if config is None: config = {}
    lr, b1, b2, eps = [config.get(k, d) for k, d in [("learning_rate", 1e-3), ("beta1", 0.9), ("beta2", 0.999), ("epsilon", 1e-8)]]
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = b1 * config.get("m", 0) + (1 - b1) * dw
    v = config["v"] = np.minimum(b2 * config.get("v", 0) + (1 - b2) * dw**2, 1e8)
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), config
