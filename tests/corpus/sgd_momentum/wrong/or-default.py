# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: zero-taken-for-missing
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = config or {}
    lr = config.get("learning_rate", 1e-2)
    mu = config.get("momentum") or 0.9
    v = mu * config.get("velocity", np.zeros_like(w)) - lr * dw
    config["velocity"] = v
    return w + v, config
