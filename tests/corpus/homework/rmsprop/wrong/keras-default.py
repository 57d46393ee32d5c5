# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: wrong-default
# cause: decay is 0.9 when the config does not say
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("decay_rate", 0.9)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("cache", np.zeros_like(w))
    d = config["decay_rate"]
    config["cache"] = d * config["cache"] + (1 - d) * dw**2
    w = w - config["learning_rate"] * dw / (np.sqrt(config["cache"]) + config["epsilon"])
    return w, config
