# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: square-in-step
# cause: dw is squared in place, and the step uses the square
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.setdefault("learning_rate", 1e-2)
    eps = config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    dw **= 2
    cache = cache + dw
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config
