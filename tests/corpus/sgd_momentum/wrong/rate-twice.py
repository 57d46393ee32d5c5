# verdict: wrong_answer
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: learning-rate-compounds
import numpy as np

def sgd_momentum(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    v = config.get("velocity", np.zeros_like(w))
    v = config.get("momentum", 0.9) * v + lr * dw
    config["velocity"] = v
    return w - lr * v, config
