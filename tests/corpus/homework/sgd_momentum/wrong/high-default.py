# verdict: partially_accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-outside-velocity
# faults: wrong-default
# cause: momentum is 0.99 when the config does not say
import numpy as np


def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    mu = config.get("momentum", 0.99)
    b = config.get("buf")
    b = np.array(dw, copy=True) if b is None else mu * b + dw
    config["buf"] = b
    return w - config.get("learning_rate", 0.01) * b, config
