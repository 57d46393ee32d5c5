# verdict: accepted
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: none
import numpy as np


def lerp(start, end, weight):
    return start + weight * (end - start)


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    beta = config.get("decay_rate", 0.99)
    square_avg = lerp(config.get("square_avg", np.zeros_like(w)), np.square(dw), 1 - beta)
    config["square_avg"] = square_avg
    w = w - config.get("learning_rate", 1e-2) * np.divide(dw, np.sqrt(square_avg) + config.get("epsilon", 1e-8))
    return w, config
