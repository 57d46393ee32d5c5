# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-off-by-one
# cause: t is 1 in the template and raised before it is used
import numpy as np


def adam(x, dx, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(x))
    config.setdefault("v", np.zeros_like(x))
    config.setdefault("t", 1)
    lr, b1, b2, eps = config["learning_rate"], config["beta1"], config["beta2"], config["epsilon"]
    config["t"] += 1
    t = config["t"]
    config["m"] = b1 * config["m"] + (1 - b1) * dx
    config["v"] = b2 * config["v"] + (1 - b2) * (dx**2)
    mt = config["m"] / (1 - b1**t)
    vt = config["v"] / (1 - b2**t)
    return x - lr * mt / (np.sqrt(vt) + eps), config
