# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: ascent, no-first-bias-correction, no-second-bias-correction
# cause: plus, and no correction at all
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-3)
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    m = config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    w += lr * m / (np.sqrt(v) + config.get("epsilon", 1e-8))
    return w, config
