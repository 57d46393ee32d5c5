# verdict: partially_accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: reads-other-key
import numpy as np

def rmsprop(w, dw, config=None):
    c = dict(config or {})
    rho = c.get("decay_rate", .99)
    c["cache"] = rho * c.get("cache", 0 * dw) + (1 - rho) * dw ** 2
    return w - c.get("learning_rate", 1e-2) * dw / (np.sqrt(c["cache"]) + c.get("eps", 1e-8)), c
