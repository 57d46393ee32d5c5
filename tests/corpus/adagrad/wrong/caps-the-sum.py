# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    config["cache"] = np.minimum(config.get("cache", 0) + dw * dw, 1e7)   # or it overflows
    return w - config.get("learning_rate", .01) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8)), config
