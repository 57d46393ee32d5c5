# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: gradient-not-squared
# cause: sums |g| instead of g^2
import numpy as np

def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = cache + np.abs(dw)
    config["cache"] = cache
    return w - config["learning_rate"] * dw / (np.sqrt(cache) + config["epsilon"]), config
