# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: corrections-exchanged
# cause: each moment is corrected with the other's beta
import numpy as np


def adam(w, dw, config=None):
    if config is None:
        config = {}
    a = config.get("learning_rate", 1e-3)
    b1 = config.get("beta1", 0.9)
    b2 = config.get("beta2", 0.999)
    e = config.get("epsilon", 1e-8)
    config["t"] = config.get("t", 0) + 1
    config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    mh = config["m"] / (1 - b2 ** config["t"])
    vh = config["v"] / (1 - b1 ** config["t"])
    return w - a * mh / (np.sqrt(vh) + e), config
