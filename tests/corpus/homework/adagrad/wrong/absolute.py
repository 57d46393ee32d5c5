# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: gradient-not-squared
# cause: accumulates |g|
import numpy as np


def adagrad(w, dw, config=None):
    config = {} if config is None else config
    G = config.get("G", np.zeros_like(w)) + np.abs(dw)
    config["G"] = G
    return w - config.get("learning_rate", 0.01) * dw / (np.sqrt(G) + config.get("epsilon", 1e-8)), config
