# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-not-kept
# cause: the cache is overwritten instead of added to
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    eps = config.get("epsilon", 1e-8)
    config.setdefault("cache", np.zeros_like(w))
    config["cache"] = np.square(dw)
    w = w - lr * dw / (np.sqrt(config["cache"]) + eps)
    return w, config
