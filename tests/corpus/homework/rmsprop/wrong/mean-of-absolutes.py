# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: gradient-not-squared
# cause: averages |g|
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    p = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, **config}
    cache = p.get("cache", np.zeros_like(w))
    p["cache"] = p["decay_rate"] * cache + (1 - p["decay_rate"]) * abs(dw)
    return w - p["learning_rate"] * dw / (np.sqrt(p["cache"]) + p["epsilon"]), p
