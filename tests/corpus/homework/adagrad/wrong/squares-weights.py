# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: parameters-for-gradient
# cause: squares the weights, not the gradient
import numpy as np

def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = cache + w**2
    config["cache"] = cache
    next_w = w - config["learning_rate"] * dw / (np.sqrt(cache) + config["epsilon"])
    return next_w, config
