# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def sgd_momentum(w, dw, config=None):
    match config:
        case None:
            config = {}
        case dict():
            config = {**config}
    match config:
        case {"velocity": v}:
            pass
        case _:
            v = np.zeros_like(w)
    v = np.dot(config.get("momentum", 0.9), v) + np.negative(config.get("learning_rate", 1e-2) * dw)
    config["velocity"] = v
    return np.add(w, v), config
