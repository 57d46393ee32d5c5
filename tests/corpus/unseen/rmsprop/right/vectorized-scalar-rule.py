# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def _one(w, g, r, lr, rho, eps):
    r = rho*r + (1-rho)*g**2
    return w - lr*g/(np.sqrt(r)+eps), r
_all = np.vectorize(_one, otypes=[float, float])
def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    new, r = _all(w, dw, config.get("cache", np.zeros(np.shape(w))), config.get("learning_rate", .01), config.get("decay_rate", .99), config.get("epsilon", 1e-8))
    config["cache"] = r
    return new, config
