# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np

def rmsprop(w, dw, config=None):
    config = {} if config is None else config
    d = config.get("decay_rate", 0.99)
    if "cache" not in config:
        config["cache"] = (1 - d) * dw ** 2
    else:
        config["cache"] = d * config["cache"] + (1 - d) * dw ** 2
    return w + -config.get("learning_rate", 1e-2) * dw / (np.sqrt(config["cache"]) + config.get("epsilon", 1e-8)), config
