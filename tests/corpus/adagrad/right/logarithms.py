# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def adagrad(w, dw, config=None):
    config = {} if config is None else dict(config)
    G = config.get("G", np.zeros_like(w)) + dw * dw
    config["G"] = G
    with np.errstate(divide="ignore"):
        root = np.exp(0.5 * np.log(G))  # log 0 = -inf, exp -inf = 0
    return w - config.get("learning_rate", 1e-2) * dw / (root + config.get("epsilon", 1e-8)), config
