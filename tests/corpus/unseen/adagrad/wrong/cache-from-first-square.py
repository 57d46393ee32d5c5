# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: state-starts-elsewhere
# cause: the default of the cache is the square of the gradient
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2); eps = config.get("epsilon", 1e-8)

    r = config.get("cache", np.zeros_like(w))
    r = config.get("cache", dw**2)
    r = r + dw**2
    step = lr*dw/(np.sqrt(r)+eps)
    config["cache"] = r
    return w - step, config
