# verdict: wrong_answer
# optimizer: rmsprop
# conventions: none
# faults: epsilon-misplaced
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    config["cache"] = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    return w - config.get("learning_rate", 0.01) * dw / np.maximum(np.sqrt(config["cache"]), config.get("epsilon", 1e-8)), config
