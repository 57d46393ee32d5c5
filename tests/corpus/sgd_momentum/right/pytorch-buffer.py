# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: none
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2)
    momentum = config.get("momentum", 0.9)
    buf = config.get("momentum_buffer")
    if buf is None:
        buf = np.array(dw)  # torch clones the first gradient
    else:
        buf = momentum * buf + dw
    config["momentum_buffer"] = buf
    return w - lr * buf, config
