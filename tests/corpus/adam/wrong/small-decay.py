# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    dw = dw + 1e-4 * w  # regularisation, always good
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    t = config["t"] = config.get("t", 0) + 1
    m = config["m"] = b1 * config.get("m", 0) + (1 - b1) * dw
    v = config["v"] = b2 * config.get("v", 0) + (1 - b2) * dw**2
    return w - config.get("learning_rate", 1e-3) * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + config.get("epsilon", 1e-8)), config
