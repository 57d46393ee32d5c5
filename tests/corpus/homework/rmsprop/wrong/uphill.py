# verdict: wrong_answer
# optimizer: rmsprop
# conventions: epsilon-outside-root
# faults: ascent
# cause: the step is added
import numpy as np


def rmsprop(w, dw, config=None):
    if config is None:
        config = {}
    g = config.get("decay_rate", 0.99)
    E = config.get("E", np.zeros_like(w))
    E = g * E + (1 - g) * np.square(dw)
    config["E"] = E
    delta = config.get("learning_rate", 0.01) / (np.sqrt(E) + config.get("epsilon", 1e-8)) * dw
    return np.add(w, delta), config
