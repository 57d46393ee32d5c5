# verdict: wrong_answer
# optimizer: sgd
# conventions: none
# faults: none
# cause: the velocity is never stored
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    velocity = config.get("velocity", np.zeros_like(w))
    velocity = config["momentum"] * velocity - config["learning_rate"] * dw
    next_w = w + velocity
    return next_w, config
