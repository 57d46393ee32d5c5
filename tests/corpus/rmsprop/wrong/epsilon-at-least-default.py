# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: zero-taken-for-missing
import numpy as np

def rmsprop(w, dw, config=None):
    c = dict(config or {})
    rho, eps = c.get("decay_rate", .99), max(c.get("epsilon", 1e-8), 1e-8)
    c["cache"] = rho * c.get("cache", 0 * dw) + (1 - rho) * dw ** 2
    return w - c.get("learning_rate", 1e-2) * dw / (np.sqrt(c["cache"]) + eps), c
