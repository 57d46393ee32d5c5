# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    for name, value in dict(learning_rate=1e-2, decay_rate=0.99, epsilon=1e-8).items():
        if name not in config:
            config[name] = value
    if config.get("cache") is None:
        config["cache"] = np.zeros_like(w)
    cache = config["cache"]
    cache *= config["decay_rate"]
    cache += (1.0 - config["decay_rate"]) * np.square(dw)
    step = np.sqrt(cache)
    step += config["epsilon"]
    np.divide(dw, step, out=step)
    step *= config["learning_rate"]
    w -= step
    return w, config
