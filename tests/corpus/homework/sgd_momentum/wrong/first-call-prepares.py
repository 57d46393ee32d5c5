# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: first-step-left-out
# cause: the first call makes the velocity and returns the weights as they are
import numpy as np


def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    mu = config.setdefault("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    if "velocity" not in config:
        config["velocity"] = v
        return w, config
    v = mu * v - lr * dw
    config["velocity"] = v
    return w + v, config
