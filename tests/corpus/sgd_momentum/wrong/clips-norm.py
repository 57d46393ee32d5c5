# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = config or {}
    norm = np.linalg.norm(dw)
    if norm > 5000:
        dw = dw * (5000 / norm)
    config["velocity"] = config.get("momentum", 0.9) * config.get("velocity", 0) - config.get("learning_rate", 1e-2) * dw
    return w + config["velocity"], config
