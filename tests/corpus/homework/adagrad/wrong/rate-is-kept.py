# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: learning-rate-compounds
# cause: the adapted rate is written back into the config
import numpy as np


def adagrad(w, dw, config=None):
    if config is None:
        config = {}
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("epsilon", 1e-8)
    config.setdefault("cache", np.zeros_like(w))
    config["cache"] += dw**2
    config["learning_rate"] = config["learning_rate"] / (np.sqrt(config["cache"]) + config["epsilon"])
    return w - config["learning_rate"] * dw, config
