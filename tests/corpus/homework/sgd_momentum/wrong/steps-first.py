# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: stale-moment
# cause: moves by the velocity of the step before
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = config if config is not None else {}
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    w = w + v
    config["velocity"] = mu * v - lr * dw
    return w, config
