# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: missing-root, missing-decay-complement
import numpy as np

def rmsprop(w, dw, config=None):
    if config is None: config = {}
    c = config.get("cache", np.zeros_like(w))
    c = config.get("decay_rate", 0.99) * c + dw * dw
    config["cache"] = c
    w = w - config.get("learning_rate", 1e-2) * dw / (c + config.get("epsilon", 1e-8))
    return w, config
