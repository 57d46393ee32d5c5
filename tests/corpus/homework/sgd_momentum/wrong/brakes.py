# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: sign-in-average
# cause: the old velocity is subtracted
import numpy as np


def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    momentum = config.get("momentum", 0.9)
    velocity = config.get("velocity", np.zeros(w.shape))
    velocity = lr * dw - momentum * velocity
    w = w - velocity
    config["velocity"] = velocity
    return w, config
