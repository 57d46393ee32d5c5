# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-inside-root
# faults: none
import math
import numpy as np

def one(x, g, r, eta, rho, delta):
    r = rho * r + (1.0 - rho) * math.pow(g, 2)
    return x - eta * g * math.pow(r + delta, -0.5), r

def rmsprop(w, dw, config=None):
    config = dict(config) if config else {}
    hyper = config.get("learning_rate", 0.01), config.get("decay_rate", 0.99), config.get("epsilon", 1e-8)
    w, dw = np.asarray(w), np.asarray(dw)
    r = config.get("r") or [0.0] * w.size
    pairs = [one(x, g, ri, *hyper) for x, g, ri in zip(w.flat, dw.flat, r)]
    config["r"] = [ri for _, ri in pairs]
    return np.reshape([x for x, _ in pairs], w.shape), config
