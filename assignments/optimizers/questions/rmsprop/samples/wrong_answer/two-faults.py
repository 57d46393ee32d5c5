# diagnosis: missing-root missing-decay-complement
import numpy as np


def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    cache = config.get("decay_rate", 0.99) * config.get("cache", np.zeros_like(w)) + dw**2
    config["cache"] = cache
    return w - config.get("learning_rate", 1e-2) * dw / (cache + config.get("epsilon", 1e-8)), config
