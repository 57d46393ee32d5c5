# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-not-kept
# equivalent: sgd
# cause: the new velocity stays in a local name
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr = config.setdefault("learning_rate", 1e-2)
    momentum = config.setdefault("momentum", 0.9)
    if "mom" not in config:
        config["mom"] = np.zeros_like(w)
    mom = config["mom"]
    mom = momentum * mom - lr * dw
    w = w + mom
    return w, config
