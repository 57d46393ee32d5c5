# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: state-in-whole-numbers
# cause: the cache is made with dtype=int, and too large a square overflows there
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2); eps = config.get("epsilon", 1e-8)
    rho = config.get("decay_rate", .99)
    r = config.get("cache", np.zeros_like(w))
    c = config.setdefault("c", np.zeros(np.shape(w), dtype=int)); r = c
    r = rho*r + (1-rho)*dw**2
    step = lr*dw/(np.sqrt(r)+eps)
    c[...] = r
    return w - step, config
