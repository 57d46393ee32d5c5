# verdict: wrong_answer
# optimizer: momentum
# conventions: none
# faults: step-returned
# cause: returns the velocity as the new weights
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    v = config.get("v", np.zeros_like(w))
    v = config.get("momentum", 0.9) * v - config.get("learning_rate", 1e-2) * dw
    config["v"] = v
    w = v
    return w, config
