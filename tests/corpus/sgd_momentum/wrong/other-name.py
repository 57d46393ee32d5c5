# verdict: invalid_submission
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def SGD_Momentum(w, dw, config=None):
    if config is None:
        config = {}
    v = config.get("velocity", np.zeros_like(w))
    v = config.get("momentum", 0.9) * v - config.get("learning_rate", 1e-2) * dw
    config["velocity"] = v
    return w + v, config
