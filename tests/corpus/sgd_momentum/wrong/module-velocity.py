# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-shared
import numpy as np

velocity = None


def sgd_momentum(w, dw, config=None):
    global velocity
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    mu = config.get("momentum", 0.9)
    if velocity is None or np.shape(velocity) != np.shape(w):
        velocity = np.zeros_like(w)
    velocity = mu * velocity - lr * dw
    return w + velocity, config
