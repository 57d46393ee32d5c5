# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

VEL = "vel"

def sgd_momentum(w, dw, config=None):
    if config is None: config = {}
    lr = config["learning_rate"] if "learning_rate" in config else 1e-2
    mu = config["momentum"] if "momentum" in config else 9e-1
    if VEL not in config:
        config[VEL] = np.zeros(w.size)
    vel = config[VEL]
    for i in range(w.size):
        vel[i] = mu * vel[i] - lr * dw.flat[i]
        w.flat[i] += vel[i]
    return (w, config)
