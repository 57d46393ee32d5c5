# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = config if config else {}
    rho = config.get("momentum", 0.9)
    lr = config.get("learning_rate", 1e-2)
    w, dw = np.array(w), np.asarray(dw)
    vel = config.get("velocity")
    if vel is None:
        vel = np.zeros(w.shape)
    for ix in np.ndindex(*w.shape):
        vel[ix] = rho * vel[ix] - lr * dw[ix]
        w[ix] += vel[ix]
    config["velocity"] = vel
    return w, config
