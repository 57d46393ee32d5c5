# verdict: runtime_error
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-shared
import numpy as np

v = 0

def sgd_momentum(w, dw, config=None):
    global v
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    mu = config.get("momentum", 0.9)
    v = mu * v - lr * dw
    w = w + v
    return w, config
