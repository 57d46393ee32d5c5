# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-shared
# cause: the velocity is a global
import numpy as np

velocity = None


def sgd_momentum(w, dw, config=None):
    global velocity
    if config is None:
        config = {}
    if velocity is None or velocity.shape != w.shape:
        velocity = np.zeros_like(w)
    velocity = config.get("momentum", 0.9) * velocity - config.get("learning_rate", 1e-2) * dw
    return w + velocity, config
