# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-inside-root
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    if "cache" not in config:
        # epsilon once, as the first thing that is summed: sqrt(eps + g1^2 + g2^2 + ...)
        config["cache"] = np.full(w.shape, config.get("epsilon", 1e-8))
    config["cache"] += dw * dw
    w -= config.get("learning_rate", 1e-2) / np.sqrt(config["cache"]) * dw
    return w, config
