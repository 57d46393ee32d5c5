# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
from math import sqrt
import numpy as np


def _update(w, g, c, lr, d, e):
    """goes down to single numbers, gives back (w, cache)"""
    if isinstance(w, list):
        pairs = [_update(a, b, k, lr, d, e) for a, b, k in zip(w, g, c)]
        return [p[0] for p in pairs], [p[1] for p in pairs]
    c = d * c + (1.0 - d) * g * g
    return w - lr * g / (sqrt(c) + e), c


def rmsprop(w, dw, config=None):
    config = dict(config) if config else {}
    cache = config.get("cache", np.zeros_like(w).tolist())
    nw, cache = _update(np.asarray(w).tolist(), np.asarray(dw).tolist(), cache,
                        config.get("learning_rate", 1e-2),
                        config.get("decay_rate", 0.99),
                        config.get("epsilon", 1e-8))
    config["cache"] = cache
    return np.array(nw), config
