# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: largest-square-kept
# cause: the cache is the largest square, not an average
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2); eps = config.get("epsilon", 1e-8)
    rho = config.get("decay_rate", .99)
    r = config.get("cache", np.zeros_like(w))
    r = np.maximum(r, dw**2)
    step = lr*dw/(np.sqrt(r)+eps)
    config["cache"] = r
    return w - step, config
