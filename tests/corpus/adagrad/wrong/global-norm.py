# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: coordinates-pooled
import numpy as np

def adagrad(w, dw, config=None):
    # one scalar for the whole parameter
    config = config or {}
    config["cache"] = config.get("cache", 0.0) + np.sum(dw**2)
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8)), config
