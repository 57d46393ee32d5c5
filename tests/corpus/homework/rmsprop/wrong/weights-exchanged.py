# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: weights-exchanged
# cause: decay and 1-decay exchanged
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("decay_rate", 0.99)
    config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))
    cache = (1 - config["decay_rate"]) * cache + config["decay_rate"] * dw**2
    config["cache"] = cache
    return w - config["learning_rate"] * dw / (np.sqrt(cache) + config["epsilon"]), config
