# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: moment-stored-twice
# cause: cache already contains dw**2 when you save it, and you add dw**2 again, so from the second step the sum is too big. Save config["cache"] = cache.
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("epsilon", 1e-8)
    cache = config.get("cache", np.zeros_like(w))

    # accumulate the squares
    cache = cache + dw**2
    # per-parameter learning rate
    adapted = config["learning_rate"] / (np.sqrt(cache) + config["epsilon"])
    next_w = w - adapted * dw

    # keep the sum for the next step
    config["cache"] = cache + dw**2
    return next_w, config
