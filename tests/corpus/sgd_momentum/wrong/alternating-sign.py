# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: sign-in-average
import numpy as np

def sgd_momentum(w, dw, config=None):
    # v keeps one sign, the update another
    if config is None: config = {}
    v = config.get("velocity", np.zeros_like(w))
    v = config.get("learning_rate", 1e-2) * dw - config.get("momentum", 0.9) * v
    config["velocity"] = v
    return w - v, config
