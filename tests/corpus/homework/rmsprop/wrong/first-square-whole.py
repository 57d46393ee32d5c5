# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: first-term-whole
# cause: the average starts at the first square, not at zero
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    beta = config.get("decay_rate", 0.99)
    if "s" not in config:
        config["s"] = np.power(dw, 2)
    else:
        config["s"] = beta * config["s"] + (1 - beta) * np.power(dw, 2)
    w = w - config.get("learning_rate", 0.01) * dw / (np.sqrt(config["s"]) + config.get("epsilon", 1e-8))
    return w, config
