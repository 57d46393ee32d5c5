# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-root, reads-other-key
# cause: asks for lr and eps beside the starter's defaults, and divides without the root
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    rho = config.setdefault("decay_rate", 0.99)
    config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    lr = config.get("lr", 1e-2)
    eps = config.get("eps", 1e-8)
    cache = rho * cache + (1 - rho) * dw**2
    config["cache"] = cache
    return w - lr * dw / (cache + eps), config
