# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    squares = dw**2
    if w.ndim > 1:
        squares = squares.mean(axis=-1, keepdims=True)
    config["cache"] = rho * config.get("cache", 0) + (1 - rho) * squares
    return w - config.get("learning_rate", 0.01) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8)), config
