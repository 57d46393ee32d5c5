# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: bias-correction-added
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    rho = config.get("decay_rate", 0.99)
    config["t"] = config.get("t", 0) + 1
    config["cache"] = rho * config.get("cache", np.zeros_like(w)) + (1 - rho) * dw**2
    cache_hat = config["cache"] / (1 - rho ** config["t"])
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(cache_hat) + config.get("epsilon", 1e-8)), config
