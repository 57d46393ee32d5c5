# verdict: accepted
# optimizer: momentum
# conventions: heavy-ball, learning-rate-inside-velocity
# faults: none
import numpy as np

def _velocity():
    v = 0
    g, lr, mu = yield
    while True:
        v = mu*v - lr*g
        g, lr, mu = yield v
def sgd_momentum(w, dw, config=None):
    config = config if config is not None else {}
    if "gen" not in config:
        config["gen"] = _velocity(); next(config["gen"])
    v = config["gen"].send((dw, config.get("learning_rate", 1e-2), config.get("momentum", 0.9)))
    return w + v, config
