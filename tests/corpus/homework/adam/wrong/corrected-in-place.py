# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: correction-kept
# cause: the corrected moments are what the next step averages
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    eps = config.get("epsilon", 1e-8)
    m = config.get("m", np.zeros_like(w))
    v = config.get("v", np.zeros_like(w))
    t = config.get("t", 0) + 1
    m = b1 * m + (1 - b1) * dw
    v = b2 * v + (1 - b2) * dw**2
    m = m / (1 - b1**t)
    v = v / (1 - b2**t)
    config["m"], config["v"], config["t"] = m, v, t
    return w - lr * m / (np.sqrt(v) + eps), config
