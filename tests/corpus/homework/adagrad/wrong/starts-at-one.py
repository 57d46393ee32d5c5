# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-starts-elsewhere
# cause: the sum starts at 1, "so that nothing is divided by zero"
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    cache = config.get("cache", np.ones_like(w))
    cache = cache + dw * dw
    config["cache"] = cache
    return w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8)), config
