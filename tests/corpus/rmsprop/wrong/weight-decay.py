# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    c = dict(config or {})
    rho = c.get("decay_rate", .99)
    g = dw + c.get("weight_decay", 1e-4) * w
    c["cache"] = rho * c.get("cache", 0 * g) + (1 - rho) * g ** 2
    return w - c.get("learning_rate", 1e-2) * g / (np.sqrt(c["cache"]) + c.get("epsilon", 1e-8)), c
