# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    rho = config.get("decay_rate", 0.99)
    cache = config.setdefault("cache", np.zeros_like(np.atleast_1d(w)))
    g = np.atleast_1d(dw)
    live = np.nonzero(g)
    cache[live] = rho * cache[live] + (1 - rho) * g[live] ** 2
    step = np.zeros_like(cache)
    step[live] = config.get("learning_rate", 0.01) * g[live] / (np.sqrt(cache[live]) + config.get("epsilon", 1e-8))
    return w - step.reshape(np.shape(w)), config
