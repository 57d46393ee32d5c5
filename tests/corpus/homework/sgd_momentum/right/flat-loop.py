# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np


def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    lr = config["learning_rate"] if "learning_rate" in config else 0.01
    mu = config["momentum"] if "momentum" in config else 0.9
    if "velocity" not in config:
        config["velocity"] = np.zeros(w.shape)
    v = config["velocity"]
    out = np.empty_like(w)
    for idx in np.ndindex(w.shape):
        v[idx] = mu * v[idx] - lr * dw[idx]
        out[idx] = w[idx] + v[idx]
    return out, config
