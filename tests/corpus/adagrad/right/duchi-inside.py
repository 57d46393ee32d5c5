# verdict: accepted
# optimizer: adagrad
# conventions: epsilon-inside-root
# faults: none
import numpy as np


def adagrad(x, dx, config=None):
    """diag(G + eps I)^(-1/2), as most blog posts have it"""
    config = {} if config is None else dict(config)
    G = config.get("G", 0.0) + np.square(dx)
    config["G"] = G
    H_inv = np.power(G + config.get("epsilon", 1e-8), -0.5)
    return x - config.get("learning_rate", 0.01) * H_inv * dx, config
