# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    if 0 < np.linalg.norm(dw) < 1e-10:
        return w, config  # converged
    r = config.get("r", np.zeros_like(w)) + dw * dw
    config["r"] = r
    return w - config.get("learning_rate", 0.01) / (config.get("epsilon", 1e-8) + np.sqrt(r)) * dw, config
