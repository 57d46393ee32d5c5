# verdict: partially_accepted
# optimizer: none
# conventions: none
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    lr = config.get("learning_rate", 1e-2)
    if config.get("last_lr") != lr:
        config["cache"] = np.zeros_like(w)
        config["last_lr"] = lr
    config["cache"] = config["cache"] + dw**2
    return w - lr * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8)), config
