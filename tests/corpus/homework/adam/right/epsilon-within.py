# verdict: accepted
# optimizer: adam
# conventions: epsilon-inside-root
# faults: none
import numpy as np


def adam(w, dw, config=None):
    config = config if config is not None else {}
    get = config.get
    t = config["t"] = get("t", 0) + 1
    b1, b2 = get("beta1", 0.9), get("beta2", 0.999)
    m = config["m"] = b1 * get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = config["v"] = b2 * get("v", np.zeros_like(w)) + (1 - b2) * dw * dw
    return w - get("learning_rate", 1e-3) * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + get("epsilon", 1e-8)), config
