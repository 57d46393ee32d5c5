# verdict: runtime_error
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    v = config.get("velocity", np.zero_like(w))
    v = config.get("momentum", 0.9) * v - config.get("learning_rate", 1e-2) * dw
    config["velocity"] = v
    return w + v, config
