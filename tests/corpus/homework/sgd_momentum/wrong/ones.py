# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: state-starts-elsewhere
# cause: velocity starts at one
import numpy as np

def sgd_momentum(w, dw, config=None):
    config = {} if config is None else config
    v = config.get("velocity", np.ones_like(w))
    v = config.get("momentum", 0.9) * v - config.get("learning_rate", 1e-2) * dw
    config["velocity"] = v
    return w + v, config
