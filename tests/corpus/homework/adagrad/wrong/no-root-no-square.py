# verdict: wrong_answer
# optimizer: adagrad
# conventions: epsilon-outside-root
# faults: missing-root, gradient-not-squared
# cause: sum of gradients, and no root
import numpy as np

def adagrad(w, dw, config=None):
    config = {} if config is None else config
    G = config.get("G", 0) + dw
    config["G"] = G
    return w - config.get("learning_rate", 1e-2) * dw / (G + config.get("epsilon", 1e-8)), config
