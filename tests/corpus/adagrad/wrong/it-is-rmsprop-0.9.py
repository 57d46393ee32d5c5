# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    config = config or {}
    rho = config.get("decay_rate", 0.9)
    config["cache"] = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw ** 2
    w -= config.get("learning_rate", 1e-2) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8))
    return w, config
