# verdict: partially_accepted
# optimizer: adam
# conventions: epsilon-outside-root
# faults: state-shared
import numpy as np

def adam(w, dw, config=None):
    config = {} if config is None else config
    adam.t += 1
    t = adam.t
    b1, b2 = config.get("beta1", 0.9), config.get("beta2", 0.999)
    config["m"] = b1 * config.get("m", np.zeros_like(w)) + (1 - b1) * dw
    config["v"] = b2 * config.get("v", np.zeros_like(w)) + (1 - b2) * dw**2
    m, v = config["m"] / (1 - b1**t), config["v"] / (1 - b2**t)
    return w - config.get("learning_rate", 1e-3) * m / (np.sqrt(v) + config.get("epsilon", 1e-8)), config

adam.t = 0
