# verdict: wrong_answer
# optimizer: adam
# conventions: epsilon-outside-root
# faults: time-off-by-one
# cause: t starts at 0 and is raised after it is used: division by zero at the first step
import numpy as np

def adam(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-3)
    config.setdefault("beta1", 0.9)
    config.setdefault("beta2", 0.999)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("m", np.zeros_like(w))
    config.setdefault("v", np.zeros_like(w))
    config.setdefault("t", 0)
    beta1, beta2, t = config["beta1"], config["beta2"], config["t"]
    config["m"] = beta1 * config["m"] + (1 - beta1) * dw
    config["v"] = beta2 * config["v"] + (1 - beta2) * np.power(dw, 2)
    mt = config["m"] / (1 - np.power(beta1, t))
    vt = config["v"] / (1 - np.power(beta2, t))
    next_w = w - config["learning_rate"] * mt / (np.sqrt(vt) + config["epsilon"])
    config["t"] += 1
    return next_w, config
