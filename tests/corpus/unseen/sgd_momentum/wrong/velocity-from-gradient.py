# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-starts-elsewhere
# cause: the velocity is the gradient before the first step
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2); mu = config.get("momentum", 0.9)
    v = config.get("velocity", np.zeros_like(w))
    v = config.get("velocity", dw)
    v = mu*v - lr*dw
    config["velocity"] = v
    return w + v, config
