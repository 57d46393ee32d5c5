# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: stale-moment
import numpy as np


class Momentum:
    def __init__(self, like):
        self.buf = np.zeros_like(like)

    def __call__(self, w, dw, lr, mu):
        w = w - lr * self.buf
        self.buf = mu * self.buf + dw
        return w


def sgd_momentum(w, dw, config=None):
    config = config or {}
    if "opt" not in config:
        config["opt"] = Momentum(w)
    lr, mu = config.get("learning_rate", 1e-2), config.get("momentum", 0.9)
    return config["opt"](w, dw, lr, mu), config
