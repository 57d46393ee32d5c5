# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-inside-root
# faults: stale-moment
# cause: divides by the cache before this gradient is in it
import numpy as np


def adagrad(w, dw, config=None):
    config = config or {}
    h = config.get("h")
    if h is None:
        h = np.zeros_like(w)
    scale = np.sqrt(h + config.get("epsilon", 1e-8))
    config["h"] = h + dw * dw
    return w - config.get("learning_rate", 0.01) * dw / scale, config
