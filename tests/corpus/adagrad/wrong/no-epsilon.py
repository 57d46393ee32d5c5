# verdict: wrong_answer
# optimizer: adagrad
# conventions: no-epsilon
# faults: none
import numpy as np

def adagrad(w, dw, config=None):
    if config is None: config = {}
    G = config.get("cache", np.zeros_like(w)) + dw**2
    config["cache"] = G
    return w - config.get("learning_rate", 1e-2) * dw / np.sqrt(G), config
