# verdict: partially_accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: reads-other-key
# cause: asks for "eps"
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    lr = config.get("learning_rate", 1e-2)
    eps = config.get("eps", 1e-8)
    cache = config.get("cache", np.zeros_like(w)) + dw**2
    config["cache"] = cache
    return w - lr * dw / (np.sqrt(cache) + eps), config
