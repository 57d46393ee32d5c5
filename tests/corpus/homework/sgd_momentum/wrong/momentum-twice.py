# verdict: wrong_answer
# optimizer: nesterov
# conventions: none
# faults: none
# cause: the textbook's look-ahead step in place of momentum
import numpy as np


def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    eta = config.get("learning_rate", 0.01)
    mu = config.get("momentum", 0.9)
    past = config.get("past_velocity", 0.0)
    velocity = past * mu - eta * dw
    w = w + mu * velocity - eta * dw
    config["past_velocity"] = velocity
    return w, config
