# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-shared
# cause: the default config={} is one dict for every call
import numpy as np


def sgd_momentum(w, dw, config={}):
    lr = config.setdefault("learning_rate", 1e-2)
    mu = config.setdefault("momentum", 0.9)
    v = config.get("velocity")
    if v is None or v.shape != w.shape:
        v = np.zeros_like(w)
    config["velocity"] = mu * v - lr * dw
    return w + config["velocity"], config
