# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: stale-moment
# cause: the cache is updated after the step
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    cache = config.get("cache", np.zeros_like(w))
    next_w = w - config.get("learning_rate", 1e-2) * dw / (np.sqrt(cache) + config.get("epsilon", 1e-8))
    config["cache"] = cache + dw ** 2
    return next_w, config
