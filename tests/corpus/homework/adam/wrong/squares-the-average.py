# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: moment-squared
# cause: v averages the square of m, not of the gradient
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    eps = config.get("epsilon", 1e-8)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * m**2
    return w - lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps), config
